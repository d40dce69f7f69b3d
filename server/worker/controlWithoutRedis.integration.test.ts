/** A control while Redis is away, as when it was killed and as when it hangs: the row says it, and its worker looks there. */
import { redisRelay } from "#server/testing/redisRelay.ts";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { endsRun } from "#server/domain/runEvents.ts";
import { readStream } from "#server/store/live/runEventLog.ts";
import { control, eventsOf, isContiguous, story, untilRun, untilSettled } from "#server/testing/commandRuns.ts";
import { livingTurns } from "#server/testing/markedTurns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { addWaiting, startInTurn } from "#server/testing/waitingRuns.ts";

const { root, newWorker } = await testWorkers();
afterEach(() => redisRelay.mend());
afterAll(() => redisRelay.close());

it.each(["cut", "hang"] as const)(
  "when Redis is away (%s) a cancel and a pause now take effect within ten seconds, with the usual lease",
  async (fault) => {
    await newWorker({ CODI_LEASE_MS: "30000" });
    const profile = await addWaiting();
    const [cancelled, paused] = [await startInTurn(root, { profile }), await startInTurn(root, { profile })];
    await redisRelay[fault]();
    const askedAt = performance.now();
    expect(await control(cancelled.runId, "cancel")).toBe("cancelling");
    expect(await control(paused.runId, "pause", { mode: "now" })).toBe("pausing");
    expect(performance.now() - askedAt).toBeLessThan(4_000);
    await Promise.all([
      untilSettled(cancelled.runId, 15_000),
      untilRun(paused.runId, ({ status }) => status === "paused", 15_000),
    ]);
    // Ten until they are seen, and what it takes to end a child on a busy machine.
    expect(performance.now() - askedAt).toBeLessThan(12_000);
    for (const { runId } of [cancelled, paused]) {
      expect([...(await livingTurns(runId))]).toEqual([]);
      expect(isContiguous(await eventsOf(runId))).toBe(true);
    }
    expect((await eventsOf(cancelled.runId)).filter(endsRun)).toHaveLength(1);
    expect(story(await eventsOf(paused.runId)).slice(-2)).toEqual(["turn_failed", "run_paused"]);
    await redisRelay.mend();
    const events = await eventsOf(cancelled.runId);
    await vi.waitFor(async () => expect(await readStream(cancelled.runId, { after: 0, limit: 100 })).toEqual(events), {
      timeout: 40_000,
      interval: 25,
    });
  },
);
