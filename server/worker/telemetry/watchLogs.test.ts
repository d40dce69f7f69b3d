import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { snapshotLogs, watchLogs } from "./watchLogs.ts";
import type { LogEvent } from "./watchLogs.ts";

let project: string;
let folders: { harnessFolder: string; epicFolder: string };
let log: string;
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "codi-logs-"));
  folders = { harnessFolder: join(project, ".cody-harness"), epicFolder: join(project, ".cody-harness/epic") };
  log = join(folders.epicFolder, "codys-log.md");
  await mkdir(folders.epicFolder, { recursive: true });
});
afterEach(() => rm(project, { recursive: true, force: true }));

async function changesDuring(turn: () => Promise<void>): Promise<LogEvent[]> {
  const over = new AbortController();
  const snapshot = await snapshotLogs(folders);
  await turn();
  over.abort();
  const events: LogEvent[] = [];
  for await (const event of watchLogs(snapshot, { turn: 3, signal: over.signal })) events.push(event);
  return events;
}

describe("the agent's logs", () => {
  it("are told with what a turn added, also when it was written just before the end", async () => {
    await writeFile(log, "old\n");
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index + 1} ä`);
    const events = await changesDuring(() => appendFile(log, `${lines.join("\n")}\n`));
    expect(events).toEqual([
      {
        type: "log_updated",
        turn: 3,
        kind: "codys-log",
        path: ".cody-harness/epic/codys-log.md",
        delta: {
          addedBytes: Buffer.byteLength(`${lines.join("\n")}\n`),
          addedLines: 30,
          tail: lines.slice(10).join("\n"),
        },
      },
    ]);
  });

  it("are told when they appear, both of them, and a last line without its end counts", async () => {
    const events = await changesDuring(async () => {
      await writeFile(log, "one\ntwo");
      await writeFile(join(folders.harnessFolder, "decision-log.md"), "decided\n");
    });
    expect(events.map(({ kind, path, delta }) => [kind, path, delta.addedLines, delta.tail])).toEqual([
      ["codys-log", ".cody-harness/epic/codys-log.md", 2, "one\ntwo"],
      ["decision-log", ".cody-harness/decision-log.md", 1, "decided"],
    ]);
  });

  it("are silent when nothing changed, and when there are none", async () => {
    await writeFile(log, "old\n");
    expect(await changesDuring(async () => {})).toEqual([]);
    await rm(log);
    expect(await changesDuring(async () => {})).toEqual([]);
  });

  it("that were rewritten shorter added nothing, but show their end", async () => {
    await writeFile(log, "a long old log\n".repeat(9));
    const [event] = await changesDuring(() => writeFile(log, "short\n"));
    expect(event?.delta).toEqual({ addedBytes: 0, addedLines: 0, tail: "short" });
  });

  it("are followed while the turn runs, each change once", async () => {
    const over = new AbortController();
    const events = watchLogs(await snapshotLogs(folders), { turn: 1, signal: over.signal, everyMs: 5 });
    const first = events.next();
    await writeFile(log, "first\n");
    expect((await first).value).toMatchObject({ delta: { addedLines: 1, tail: "first" } });
    const second = events.next();
    await appendFile(log, "second\n");
    expect((await second).value).toMatchObject({ delta: { addedBytes: 7, addedLines: 1, tail: "first\nsecond" } });
    over.abort();
    expect((await events.next()).done).toBe(true);
  });

  it("preview a huge log without reading its beginning twice or breaking a character", async () => {
    await writeFile(log, "é".repeat(100_000));
    const [event] = await changesDuring(() => appendFile(log, "\nend\n"));
    expect(event?.delta.addedLines).toBe(2);
    expect(event?.delta.tail).toMatch(/^é+\nend$/);
  });
});
