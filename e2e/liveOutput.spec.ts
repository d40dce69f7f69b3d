/** What a child prints is on every screen while the child still runs. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./support/codi.ts";
import { listen } from "./support/eventSource.ts";
import { fake } from "./support/profiles.ts";
import { openRun } from "./support/runPage.ts";
import { startRun } from "./support/runs.ts";

const ON_THE_WIRE_WITHIN_MS = 300;

for (const lineEnd of ["newline", "nothing"]) {
  test(`"a", followed by ${lineEnd}, reaches a listener within 300 ms and the page before the child prints "b"`, async ({
    page,
    codi,
  }) => {
    const go = join(await codi.newWorkspace(), "go");
    const runId = await startRun(codi, { command: fake("printsAAndB", go, lineEnd) });
    await using listener = await listen(codi, runId);
    const run = await openRun(page, runId);
    await run.untilComplete("Live");
    await listener.untilEvent((event) => event.type === "turn_started");

    await writeFile(go, "");
    await expect(run.log.getByText("a", { exact: true })).toBeVisible();
    expect(existsSync(`${go}.b`), "the child has printed b").toBe(false);
    const { receivedAt } = await listener.untilEvent((event) => String(event.text).startsWith("a"));
    expect(receivedAt - Number(await readFile(`${go}.a`, "utf8"))).toBeLessThanOrEqual(ON_THE_WIRE_WITHIN_MS);

    await expect(run.status("Completed")).toBeVisible();
    await expect(run.log.getByText(lineEnd === "newline" ? "b" : "ab", { exact: true })).toBeVisible();
  });
}
