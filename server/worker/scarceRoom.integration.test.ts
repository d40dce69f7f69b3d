/** A worker without a free descriptor, without room for a file, without a folder to spool to: turns go on or fail by name, nothing is lost unsaid, and it works again when there is room. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it, vi } from "vitest";
import { endsRun } from "#server/domain/runEvents.ts";
import { outputSize, readOutput } from "#server/store/records/outputStore.ts";
import {
  addProfile,
  addScript,
  control,
  eventsOf,
  fake,
  isContiguous,
  startIn,
  story,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { livingTurns, watchRuns } from "#server/testing/markedTurns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { addWaiting, letGo, startInTurn } from "#server/testing/waitingRuns.ts";

const { root, newWorker } = await testWorkers();
let quick: string;

beforeAll(async () => {
  quick = await addScript("echo out; echo err >&2");
});

const soon = { timeout: 30_000, interval: 25 };

/** A table of descriptors that is quickly full; loading the worker itself takes some of them for a moment. */
const takesDescriptors = (free: number) => ({
  CODI_LEASE_MS: "3000",
  NODE_OPTIONS: `--import ${join(process.cwd(), "server", "testing", "fakes", "takesDescriptors.mjs")}`,
  LEAVE_DESCRIPTORS: String(free),
});

async function stored(runId: string, stream: "stdout" | "stderr"): Promise<string> {
  const size = await outputSize(runId, { turn: 1, stream });
  const parts: Buffer[] = [];
  for await (const part of readOutput(runId, { turn: 1, stream, from: 0, to: size?.total ?? 0 })) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}

/** An ordinary run in the same worker: it stores what it prints, and there is nothing to say about it. */
async function expectOrdinary(): Promise<void> {
  const { runId } = await startIn(root, { profile: quick, maxTurns: 1 });
  expect(await untilSettled(runId)).toMatchObject({ status: "completed", stopReason: "max_turns" });
  expect(story(await eventsOf(runId))).toEqual(["run_started", "turn_started", "turn_completed", "run_completed"]);
  expect([await stored(runId, "stdout"), await stored(runId, "stderr")]).toEqual(["out\n", "err\n"]);
}

async function expectWhole(runId: string): Promise<void> {
  const events = await eventsOf(runId);
  expect(isContiguous(events)).toBe(true);
  expect(events.filter(endsRun)).toEqual(events.slice(-1));
}
const lossesOf = async (runId: string) =>
  (await eventsOf(runId)).flatMap((event) => (event.type === "error" ? [`${event.code}: ${event.message}`] : []));

it.each([0, 3])(
  "with %i free descriptors no child is started twice or lost, a turn fails by name, and all is well when they are free again",
  async (free) => {
    const worker = await newWorker(takesDescriptors(free), "ulimit -n 200");
    const watch = watchRuns();
    const says = await addScript("echo ready; while [ ! -e go ]; do sleep 0.05; done; echo bye");
    const before = await startInTurn(root, { profile: says });
    worker.signal("SIGUSR2");
    await vi.waitFor(() => expect(worker.log()).toContain("descriptors taken"), soon);
    const meanwhile = await startIn(root, { profile: quick, maxTurns: 1 });
    // It has tried and failed at least once; the other one ends in the middle of the shortage.
    await vi.waitFor(() => expect(worker.log()).toMatch(/EMFILE/), soon);
    await letGo(before);
    await vi.waitFor(async () => expect(await ended(before.runId)).toBe(true), soon).catch(() => undefined);
    worker.signal("SIGUSR2");
    for (const { runId } of [before, meanwhile]) {
      expect(await untilSettled(runId)).toMatchObject({ status: "completed", stopReason: "max_turns" });
      await expectWhole(runId);
      expect(watch.mostAtOnce(runId)).toBeLessThanOrEqual(1);
    }
    const failures = (await eventsOf(meanwhile.runId)).flatMap((event) =>
      event.type === "turn_failed" ? [event.error.code] : [],
    );
    expect(failures.filter((code) => code !== "spawn_failure")).toEqual([]);
    expect(await stored(before.runId, "stdout")).toBe("ready\nbye\n");
    await expectOrdinary();
    expect(worker.log().split('"worker ready"')).toHaveLength(2);
    await watch.stop();
  },
);
const ended = async (runId: string) => (await eventsOf(runId)).some((event) => event.type === "turn_completed");

it("a cancel while its worker has no descriptor ends the child, and nothing of the run is left", async () => {
  const worker = await newWorker({ ...takesDescriptors(0), CODI_KILL_GRACE_MS: "500" }, "ulimit -n 200");
  const run = await startInTurn(root, { profile: await addProfile(fake("ignoresSigterm")) });
  worker.signal("SIGUSR2");
  await vi.waitFor(() => expect(worker.log()).toContain("descriptors taken"), soon);
  expect(await control(run.runId, "cancel")).toBe("cancelling");
  await vi.waitFor(async () => expect([...(await livingTurns(run.runId))]).toEqual([]), soon);
  worker.signal("SIGUSR2");
  expect(await untilSettled(run.runId)).toMatchObject({ status: "cancelled", receipt: { left: [] } });
  await expectWhole(run.runId);
  await expectOrdinary();
});

it("a worker that has no descriptor to look with takes nobody for dead", async () => {
  await newWorker({ CODI_LEASE_MS: "3000" });
  const run = await startInTurn(root, { profile: await addWaiting() });
  const worker = await newWorker({ ...takesDescriptors(0), CODI_SITES: "elsewhere" }, "ulimit -n 200");
  worker.signal("SIGUSR2");
  await vi.waitFor(() => expect(worker.log()).toMatch(/EMFILE.*cannot look for what was left/), soon);
  await letGo(run);
  await untilSettled(run.runId);
  expect(story(await eventsOf(run.runId))).toEqual(["run_started", "turn_started", "turn_completed", "run_completed"]);
  worker.signal("SIGUSR2");
});

it("a disk that is full in the middle of a turn ends the storing, says what is missing, and never the turn", async () => {
  // No file may grow beyond it; dash counts in 512 bytes, bash in 1,024.
  await newWorker({}, "ulimit -f 64");
  const lines = 4_000;
  const profile = await addScript(
    `i=0; while [ $i -lt ${lines} ]; do echo "$i 0123456789abcdef0123456789abcdef"; i=$((i+1)); done; echo err >&2`,
  );
  const { runId } = await startIn(root, { profile, maxTurns: 1 });
  expect(await untilSettled(runId)).toMatchObject({ status: "completed", stopReason: "max_turns" });
  await expectWhole(runId);
  const printed = Array.from({ length: lines }, (_, i) => `${i} 0123456789abcdef0123456789abcdef\n`).join("");
  const kept = await stored(runId, "stdout");
  expect(kept.length).toBeGreaterThan(0);
  expect(printed.startsWith(kept)).toBe(true);
  // Printed = stored + what is said to be missing.
  const missing = printed.length - kept.length;
  expect(missing).toBeGreaterThan(0);
  expect(await lossesOf(runId)).toEqual([
    `output_not_stored: The last ${missing} bytes of stdout could not be stored: the worker's disk did not take them.`,
  ]);
  expect(await stored(runId, "stderr")).toBe("err\n");
  await expectOrdinary();
});

it("without a folder to spool to a turn goes on, what it printed is shown and said to be missing, until there is one", async () => {
  const spool = join(process.env.CODI_DATA_DIR ?? "", "spool");
  await rm(spool, { recursive: true, force: true });
  await writeFile(spool, "in the way");
  await newWorker();
  const { runId } = await startIn(root, { profile: quick, maxTurns: 1 });
  expect(await untilSettled(runId)).toMatchObject({ status: "completed", stopReason: "max_turns" });
  await expectWhole(runId);
  const shown = (await eventsOf(runId)).flatMap((event) => (event.type === "subprocess_output" ? [event.text] : []));
  expect(shown.sort()).toEqual(["err\n", "out\n"]);
  expect([await stored(runId, "stdout"), await stored(runId, "stderr")]).toEqual(["", ""]);
  expect(await lossesOf(runId)).toEqual(
    ["stdout", "stderr"].map(
      (stream) =>
        `output_not_stored: The last 4 bytes of ${stream} could not be stored: the worker's disk did not take them.`,
    ),
  );
  await rm(spool);
  await expectOrdinary();
});
