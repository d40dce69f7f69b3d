/** The log of one run, as a person reads it, and programs that print what is read there. */
import type { Locator, Page } from "@playwright/test";
import { goAlive } from "./alive.ts";
import { expect } from "./codi.ts";
import type { Codi } from "./codi.ts";
import { addCodex } from "./profiles.ts";
import { readEvents, startRun, untilStatus } from "./runs.ts";

export type LogView = {
  page: Page;
  /** What scrolls. */
  body: Locator;
  follow: Locator;
  /** The way back to the end: there only while nothing is followed. */
  pill: Locator;
  /** The whole row of the line that says exactly that. */
  row(text: string): Locator;
  /** Only what the line says. */
  line(text: string): Locator;
  tool(name: string): Locator;
  /** How many pixels are below of what is seen. */
  below(): Promise<number>;
  /** No key or wheel moves it any more: browsers take their time for that. */
  untilAtRest(): Promise<void>;
};

export function logView(page: Page): LogView {
  const body = page.getByRole("log", { name: "Log" });
  const line = (text: string) => body.getByText(text, { exact: true });
  return {
    page,
    body,
    follow: page.getByRole("button", { name: "Follow", exact: true }),
    pill: page.getByRole("button", { name: /^(To the end|[\d,]+ new)$/ }),
    row: (text) => body.locator("[data-at]").filter({ has: page.getByText(text, { exact: true }) }),
    line,
    tool: (name) => page.getByRole("group", { name: "How the log is read" }).getByRole("button", { name }),
    below: () => body.evaluate((log) => log.scrollHeight - log.clientHeight - log.scrollTop),
    untilAtRest: () =>
      body.evaluate(async (log) => {
        let top = NaN;
        for (let still = 0; still < 8; still = log.scrollTop === top ? still + 1 : 0) {
          top = log.scrollTop;
          await new Promise(requestAnimationFrame);
        }
      }),
  };
}

/** Opens the log and waits until the rows of the server were replaced by those that scroll. */
export async function openLog(page: Page, runId: string, more = ""): Promise<LogView> {
  await goAlive(page, `/runs/${runId}?tab=log${more}`);
  return untilDrawn(page);
}

export async function untilDrawn(page: Page): Promise<LogView> {
  const log = logView(page);
  await expect(log.body.locator("[data-at]").first()).toBeAttached();
  return log;
}

export const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

/** A run that has printed these lines and has ended. */
export async function printedRun(codi: Codi, lines: string[]): Promise<string> {
  const text = lines.map((line) => `${line}\n`).join("");
  const command = [process.execPath, "-e", `process.stdout.write(${JSON.stringify(text)})`];
  const runId = await startRun(codi, { command });
  await untilStatus(codi, runId, "completed");
  return runId;
}

/** A run that has printed `line 1` to `line 100`, prints three more whenever that file appears, and is quiet between. */
export async function quietRun(codi: Codi, file: string): Promise<string> {
  const program = `
    const { existsSync, rmSync } = require("node:fs");
    let n = 0;
    const print = (lines) => {
      for (const end = n + lines; n < end;) console.log("line " + (n += 1));
    };
    print(100);
    setInterval(() => {
      if (!existsSync(${JSON.stringify(file)})) return;
      rmSync(${JSON.stringify(file)});
      print(3);
    }, 20);`;
  const runId = await startRun(codi, { command: [process.execPath, "-e", program] });
  await expect.poll(async () => JSON.stringify(await readEvents(codi, runId))).toContain("line 100");
  return runId;
}

/** What Codex says of a command that it ran. */
function ranCommand(command: string, exit_code: number, aggregated_output: string): object[] {
  const item = { id: command, type: "command_execution", command };
  const status = exit_code === 0 ? "completed" : "failed";
  return [
    { type: "item.started", item: { ...item, aggregated_output: "", exit_code: null, status: "in_progress" } },
    { type: "item.completed", item: { ...item, aggregated_output, exit_code, status } },
  ];
}

/** A run of Codex that has ended: it spoke twice, tested well, linted badly and deleted a file. */
export async function agentsRun(codi: Codi): Promise<string> {
  const deleted = { path: "a.md", kind: "delete" };
  const profile = await addCodex(codi, [
    { type: "item.completed", item: { id: "before", type: "agent_message", text: "I look around." } },
    ...ranCommand("npm test", 0, "all is good\nnothing to do\n"),
    ...ranCommand("npm run lint", 2, "two problems\n"),
    { type: "item.completed", item: { id: "file", type: "file_change", changes: [deleted], status: "completed" } },
    { type: "item.completed", item: { id: "after", type: "agent_message", text: "Done." } },
  ]);
  const runId = await startRun(codi, { profile });
  await untilStatus(codi, runId, "completed");
  return runId;
}
