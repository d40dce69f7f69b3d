/** A run that kills its own worker each time is ended after three of them, and the runs beside it go on: nobody has to click. */
import { expect, it, vi } from "vitest";
import { WORKER_DEATHS_MAX } from "#server/domain/limits.ts";
import { endsRun, type RunEvent } from "#server/domain/runEvents.ts";
import { addScript, eventsOf, isContiguous, startIn, story, untilSettled } from "#server/testing/commandRuns.ts";
import { watchRuns } from "#server/testing/markedTurns.ts";
import type { TestWorker } from "#server/testing/startWorker.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";

const { root, newWorker } = await testWorkers({ CODI_LEASE_MS: "3000" });
// Back-offs of 2 and 8 seconds lie between the deaths, and a worker that starts takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** As a supervisor does: one worker after the other, each started when the one before it has ended. */
function keepWorker() {
  const ends: (number | string | null)[] = [];
  const over = new AbortController();
  let worker: TestWorker | undefined;
  const kept = (async () => {
    while (!over.signal.aborted) {
      worker = await newWorker();
      ends.push(await worker.ended);
    }
  })();
  return {
    ends,
    async stop() {
      over.abort();
      await worker?.stop();
      await kept;
    },
  };
}

const timesOf = (events: RunEvent[], type: string) =>
  events.filter((event) => event.type === type).map((event) => Date.parse(event.ts));

it("a run that kills its worker each time has failed after three of them, and the one beside it completes", async () => {
  const poison = await startIn(root, { profile: await addScript("echo ready; sleep 1; kill -9 $PPID; sleep 60") });
  // Longer than the poison takes: it is in a turn whenever the worker dies under it.
  const beside = await startIn(root, { profile: await addScript("echo ready; sleep 3"), maxTurns: 2 });
  const watch = watchRuns();
  const keeper = keepWorker();
  const [killed, completed] = await Promise.all([
    untilSettled(poison.runId, 90_000),
    untilSettled(beside.runId, 90_000),
  ]);
  await keeper.stop();
  await watch.stop();

  expect(killed).toMatchObject({
    status: "failed",
    stopReason: "worker_lost",
    error: { code: "worker_lost", retryable: false },
    currentTurn: 1,
  });
  expect(completed).toMatchObject({ status: "completed", stopReason: "max_turns", stats: { turns: 2 } });
  expect(keeper.ends.slice(0, WORKER_DEATHS_MAX)).toEqual(["SIGKILL", "SIGKILL", "SIGKILL"]);
  expect(keeper.ends).toHaveLength(WORKER_DEATHS_MAX + 1);

  const events = await eventsOf(poison.runId);
  const once = ["turn_started", "turn_failed", "worker_lost", "run_recovered"];
  expect(story(events)).toEqual(["run_started", ...once, ...once, ...once, "run_failed"]);
  const [, second = 0, third = 0] = timesOf(events, "turn_started");
  const [first = 0, again = 0] = timesOf(events, "turn_failed");
  expect(second - first).toBeGreaterThanOrEqual(1_950);
  expect(third - again).toBeGreaterThanOrEqual(7_950);
  for (const { runId } of [poison, beside]) {
    const log = await eventsOf(runId);
    expect(isContiguous(log)).toBe(true);
    expect(log.filter(endsRun)).toEqual(log.slice(-1));
    expect(watch.mostAtOnce(runId)).toBe(1);
  }
});
