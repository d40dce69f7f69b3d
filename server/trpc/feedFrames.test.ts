import { describe, expect, it, vi } from "vitest";
import type { Overview } from "#server/domain/overview.ts";
import type { RunSummary } from "#server/domain/run.ts";
import { RUN_STATUSES } from "#server/domain/runStatus.ts";
import type { FeedAnswer } from "#server/store/live/feedTail.ts";
import { someSnapshot } from "#server/testing/someRun.ts";
import { feedFrames, type TrackedFeedFrame } from "./feedFrames.ts";
import { createSharedOverview } from "./sharedOverview.ts";

const someOverview = (online: number): Overview => ({
  counts: Object.fromEntries(RUN_STATUSES.map((status) => [status, 0])) as Overview["counts"],
  oldestQueuedAt: null,
  needsYou: { manual: 0, attention: 0, budget: 0, error: 0 },
  quota: { runs: 0, resumeAt: null },
  day: { settled: 0, failed: 0, empty: 0, tokens: 0, turnsUnknown: 0 },
  workers: { online, known: online, slots: 4 * online, used: 0 },
});

/** Answers what it is given, then stays quiet for as long as it is asked to wait. */
async function framesOf(answers: FeedAnswer[], count: number, overview = () => Promise.resolve(someOverview(1))) {
  const asked: (string | null)[] = [];
  const leave = new AbortController();
  const feed = {
    next: async ({ after }: { after: string | null }) => {
      asked.push(after);
      return answers.shift() ?? new Promise<FeedAnswer>(() => undefined);
    },
  };
  const frames: TrackedFeedFrame[] = [];
  for await (const frame of feedFrames({ feed, overview }, { after: null, signal: leave.signal })) {
    frames.push(frame);
    if (frames.length === count) break;
  }
  leave.abort();
  return { frames, asked };
}

const run = (runId: string, rev: number): RunSummary => someSnapshot({ runId, rev });

describe("a viewer of the list", () => {
  it("is told the numbers and to read its list first, and goes on from where that was", async () => {
    const { frames, asked } = await framesOf(
      [
        { kind: "reset", id: "5-0" },
        { kind: "runs", runs: [run("r_a", 1)], id: "6-0" },
      ],
      3,
    );
    expect(frames.map(({ id, frame }) => [id, frame.kind])).toEqual([
      ["0-0", "overview"],
      ["5-0", "reset"],
      ["6-0", "runs"],
    ]);
    expect(asked).toEqual([null, "5-0"]);
  });

  it("gets each run once a frame, with its newest revision", async () => {
    const runs = [run("r_a", 1), run("r_b", 1), run("r_a", 3), run("r_a", 2)];
    const { frames } = await framesOf([{ kind: "runs", runs, id: "9-0" }], 2);
    const frame = frames[1]?.frame;
    expect(frame?.kind === "runs" && frame.runs.map(({ runId, rev }) => [runId, rev])).toEqual([
      ["r_a", 3],
      ["r_b", 1],
    ]);
  });

  it("keeps its stream when the numbers cannot be read", async () => {
    const { frames } = await framesOf([{ kind: "reset", id: "5-0" }], 1, () => Promise.reject(new Error("away")));
    expect(frames[0]?.frame.kind).toBe("reset");
  });
});

describe("the shared overview", () => {
  it("is read once for all who ask within its time, and again after it", async () => {
    let now = 0;
    const read = vi.fn(() => Promise.resolve(someOverview(2)));
    const overview = createSharedOverview(read, { freshMs: 1_000, now: () => now });
    await Promise.all([overview(), overview()]);
    expect(read).toHaveBeenCalledTimes(1);
    now = 1_000;
    await overview();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it("that failed is not kept", async () => {
    const read = vi.fn().mockRejectedValueOnce(new Error("away")).mockResolvedValueOnce(someOverview(1));
    const overview = createSharedOverview(read, { freshMs: 1_000, now: () => 0 });
    await expect(overview()).rejects.toThrow("away");
    await expect(overview()).resolves.toMatchObject({ workers: { online: 1 } });
  });
});
