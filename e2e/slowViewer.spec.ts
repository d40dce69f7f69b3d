/** Viewers who take a kilobyte a second of a log of twenty megabytes: they slow nobody down, cost little memory, and miss nothing. */
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test } from "./support/codi.ts";
import { addCodexProgram, fake } from "./support/profiles.ts";
import { readRun, startRun } from "./support/runs.ts";
import { openViewer } from "./support/viewer.ts";
import type { Door } from "./support/viewer.ts";

const MESSAGES = 300;
const MESSAGE_BYTES = 32_000; // an event holds it twice: as an item and as Codex printed it
const FAST = 100;
const SLOW = 20;
const WATCHED_MS = 8_000;
/** The slow ones are owed twice as much; what is collected late counts too. */
const KEPT_BYTES = 200_000_000;

const doorOf = (n: number): Door => (n % 2 === 0 ? "rest" : "trpc");

async function residentBytes(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) * 1_024;
}

const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test("a viewer who hardly reads slows nobody down, grows nothing, and has everything in the end", async ({ codi }) => {
  test.setTimeout(300_000);
  const end = join(await codi.newWorkspace(), "end");
  const command = fake("printsBacklog", String(MESSAGES), String(MESSAGE_BYTES), end);
  const profile = await addCodexProgram(codi, `exec ${command.map((word) => `'${word}'`).join(" ")}`);
  const runId = await startRun(codi, { profile });
  await expect.poll(async () => (await readRun(codi, runId)).lastSeq, { timeout: 60_000 }).toBeGreaterThan(MESSAGES);

  const { lastSeq } = await readRun(codi, runId);
  const open = (count: number, after: number, bytesASecond: number | null) =>
    Promise.all(upTo(1, count).map((n) => openViewer(codi, runId, { door: doorOf(n), after, bytesASecond })));
  const fast = await open(FAST, lastSeq, null);
  await expect.poll(() => fast.every(({ seen }) => seen.length > 5), { timeout: 30_000 }).toBe(true);
  const before = await residentBytes(codi.webPid);
  const slow = await open(SLOW, 0, 1_024);
  let most = 0;
  for (const until = Date.now() + WATCHED_MS; Date.now() < until; await sleep(100))
    most = Math.max(most, (await residentBytes(codi.webPid)) - before);
  const behind = Math.max(...slow.map(({ seen }) => seen.length));

  await writeFile(end, "");
  await expect.poll(async () => (await readRun(codi, runId)).status, { timeout: 60_000 }).toBe("completed");
  // To the end, while the slow ones have hardly begun.
  await Promise.all(fast.map(({ ended }) => ended));
  const last = fast[0]?.seen.at(-1) ?? 0;
  for (const viewer of fast) expect(viewer.seen).toEqual(upTo(lastSeq + 1, last));
  expect(most).toBeLessThan(KEPT_BYTES);
  expect(behind, "they were slow").toBeLessThan(MESSAGES);

  for (const viewer of slow) viewer.hurry();
  await Promise.all(slow.map(({ ended }) => ended));
  for (const viewer of slow) expect(viewer.seen).toEqual(upTo(1, last));
});
