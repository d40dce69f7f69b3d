/** The pace and the order of frames, with time held still. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { RunFrame } from "#server/domain/frames.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { someSnapshot } from "#server/testing/someRun.ts";
import { type FrameSource, frameEveryMs, type LogStep, runFrames } from "./runFrames.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const runId = "r_00000000-0000-4000-8000-000000000000";
const event = (seq: number, type = "subprocess_output"): StoredEvent => ({
  type,
  ts: "2026-01-01T00:00:00.000Z",
  runId,
  seq,
});
const batch = (from: number, to: number): LogStep => ({
  kind: "events",
  events: Array.from({ length: to - from + 1 }, (_, index) => event(from + index)),
});

/** What a viewer received: when, under which id, and the seqs or the kind. */
type Seen = { at: number; id: string; what: string };

function toWhat(frame: RunFrame): string {
  if (frame.kind === "events") {
    const seqs = frame.events.map(({ seq }) => seq);
    return seqs.length === 1 ? `${seqs[0]}` : `${seqs[0]}-${seqs.at(-1)}`;
  }
  if (frame.kind === "passage") return `passage ${frame.passage.from}-${frame.passage.to}`;
  return frame.kind === "gap" ? `gap ${frame.gap.from}-${frame.gap.to}` : `summary ${frame.run.rev}`;
}

/** A log that the test writes, a row that the test moves, and a viewer that reads as fast as it can. */
function watch({ after = 0, streams = 1 } = {}) {
  const steps: (LogStep | "end" | Error)[] = [];
  let wake = () => {};
  let reading = false;
  const row = { rev: 1, away: false, reads: 0 };
  const controller = new AbortController();
  async function* read({ after: from, signal }: { after: number; signal: AbortSignal }): AsyncGenerator<LogStep, void> {
    expect(from).toBe(after);
    reading = true;
    try {
      for (;;) {
        const step = steps.shift();
        if (step === "end" || signal.aborted) return;
        if (step instanceof Error) throw step;
        if (step) yield step;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
            signal.addEventListener("abort", () => resolve(), { once: true });
          });
      }
    } finally {
      reading = false;
    }
  }
  const source: FrameSource = {
    read,
    snapshot: async () => {
      row.reads += 1;
      if (row.away) throw new Error("Postgres is away");
      return someSnapshot({ runId, rev: row.rev });
    },
    streams: () => streams,
  };
  const seen: Seen[] = [];
  const start = performance.now();
  const done = (async () => {
    for await (const { id, frame } of runFrames(source, { after, signal: controller.signal }))
      seen.push({ at: Math.round(performance.now() - start), id, what: toWhat(frame) });
  })();
  done.catch(() => undefined);
  return {
    seen,
    done,
    row,
    write(...more: typeof steps) {
      steps.push(...more);
      wake();
    },
    events: () => seen.filter(({ what }) => !what.startsWith("summary")),
    summaries: () => seen.filter(({ what }) => what.startsWith("summary")).map(({ at, what }) => `${what} at ${at}`),
    leave: () => controller.abort(),
    isReading: () => reading,
  };
}

describe("the pace", () => {
  it.each([
    [1, 50],
    [100, 50],
    [101, 100],
    [300, 100],
    [301, 250],
  ])("%i open streams: a frame each %i ms", (streams, ms) => {
    expect(frameEveryMs(streams)).toBe(ms);
  });

  it.each([
    [1, 50],
    [200, 100],
    [1_000, 250],
  ])(
    "with %i streams the first event after quiet leaves at once, the next together %i ms later",
    async (streams, ms) => {
      const viewer = watch({ streams });
      await vi.advanceTimersByTimeAsync(1_000);
      viewer.write(batch(1, 1));
      await vi.advanceTimersByTimeAsync(ms / 5);
      viewer.write(batch(2, 2));
      await vi.advanceTimersByTimeAsync(ms / 5);
      viewer.write(batch(3, 4));
      await vi.advanceTimersByTimeAsync(1_000);
      viewer.write(batch(5, 5));
      await vi.advanceTimersByTimeAsync(10);
      expect(viewer.events()).toEqual([
        { at: 1_000, id: "1", what: "1" },
        { at: 1_000 + ms, id: "4", what: "2-4" },
        { at: 2_000 + 0.4 * ms, id: "5", what: "5" },
      ]);
    },
  );

  it("who catches up gets 500 events a frame without waiting, the rest at the pace", async () => {
    const viewer = watch();
    viewer.write(batch(1, 500), batch(501, 800), batch(801, 1_300), batch(1_301, 1_310));
    await vi.advanceTimersByTimeAsync(49);
    expect(viewer.events().map(({ what }) => what)).toEqual(["1-500", "501-1000"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(viewer.events().map(({ what }) => what)).toEqual(["1-500", "501-1000", "1001-1310"]);
  });

  it("a frame never holds more than 500 events, whatever the log gives at once", async () => {
    const viewer = watch();
    viewer.write(batch(1, 1_200), "end");
    await viewer.done;
    expect(viewer.events().map(({ what }) => what)).toEqual(["1-500", "501-1000", "1001-1200"]);
  });
});

describe("what a slow viewer holds", () => {
  const large = (seq: number): StoredEvent => ({ ...event(seq), text: "x".repeat(120_000) });

  it("is a frame of a quarter of a megabyte, or of one event if that is larger", async () => {
    const viewer = watch();
    const huge = { ...event(6), text: "x".repeat(500_000) };
    viewer.write(
      { kind: "events", events: [1, 2, 3, 4, 5].map(large) },
      { kind: "events", events: [huge, event(7)] },
      "end",
    );
    await viewer.done;
    expect(viewer.events().map(({ what }) => what)).toEqual(["1-2", "3-4", "5", "6", "7"]);
  });
});

describe("the cursor", () => {
  it("an id is the last seq that is covered: a summary's too, a gap's its end", async () => {
    const viewer = watch({ after: 7 });
    viewer.write(batch(8, 9), { kind: "gap", gap: { from: 10, to: 19, reason: "redis_lost" } }, batch(20, 20), "end");
    viewer.row.rev = 2;
    await viewer.done;
    expect(viewer.seen.map(({ id, what }) => `${id}: ${what}`)).toEqual([
      "7: summary 1",
      "9: 8-9",
      "19: gap 10-19",
      "20: 20",
      "20: summary 2",
    ]);
  });

  it("before the first event it is 0, which a browser can send back", async () => {
    const viewer = watch();
    await vi.advanceTimersByTimeAsync(0);
    expect(viewer.seen).toEqual([{ at: 0, id: "0", what: "summary 1" }]);
  });

  it("whoever goes on from any id has every seq once and in order", async () => {
    const log = [batch(1, 3), batch(4, 4), batch(5, 9)];
    const first = watch();
    first.write(...log, "end");
    await first.done;
    for (const { id } of first.seen) {
      const rest = log
        .flatMap((step) => (step.kind === "events" ? step.events : []))
        .filter(({ seq }) => seq > Number(id));
      const second = watch({ after: Number(id) });
      second.write(...(rest.length > 0 ? [{ kind: "events" as const, events: rest }] : []), "end");
      await second.done;
      const expected = rest.length > 1 ? [`${rest[0]?.seq}-9`] : [];
      expect(second.events().map(({ what }) => what)).toEqual(expected);
    }
  });
});

describe("the summary", () => {
  it("comes first, and again when what moves a row has passed, at most one a second", async () => {
    const viewer = watch();
    await vi.advanceTimersByTimeAsync(2_000);
    for (let seq = 1; seq <= 5; seq += 1) {
      viewer.row.rev += 1;
      viewer.write({ kind: "events", events: [event(seq, seq % 2 ? "turn_started" : "run_paused")] });
      await vi.advanceTimersByTimeAsync(300);
    }
    await vi.advanceTimersByTimeAsync(3_000);
    expect(viewer.summaries()).toEqual([
      "summary 1 at 0",
      "summary 2 at 2000",
      "summary 5 at 3000",
      "summary 6 at 4000",
    ]);
  });

  it("is read once more a second later: a row may move after its event", async () => {
    const viewer = watch();
    await vi.advanceTimersByTimeAsync(2_000);
    viewer.write({ kind: "events", events: [event(1, "turn_completed")] });
    await vi.advanceTimersByTimeAsync(500);
    viewer.row.rev = 2;
    await vi.advanceTimersByTimeAsync(600);
    expect(viewer.summaries()).toEqual(["summary 1 at 0", "summary 2 at 3000"]);
  });

  it("output and items alone do not ask for one; a look now and then sees what no event tells", async () => {
    const viewer = watch();
    await vi.advanceTimersByTimeAsync(1_000);
    viewer.row.rev = 2;
    viewer.write({ kind: "events", events: [event(1), event(2, "turn_item")] });
    await vi.advanceTimersByTimeAsync(3_999);
    expect(viewer.summaries()).toEqual(["summary 1 at 0"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(viewer.summaries()).toEqual(["summary 1 at 0", "summary 2 at 5000"]);
  });

  it("is not repeated while nothing changed, and quiet costs one read in five seconds", async () => {
    const viewer = watch();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(viewer.summaries()).toEqual(["summary 1 at 0"]);
    expect(viewer.row.reads).toBe(13);
  });

  it("that cannot be read holds up no event and comes later", async () => {
    const viewer = watch();
    await vi.advanceTimersByTimeAsync(1_000);
    viewer.row.away = true;
    viewer.row.rev = 2;
    viewer.write({ kind: "events", events: [event(1, "turn_started")] });
    await vi.advanceTimersByTimeAsync(500);
    viewer.write(batch(2, 2));
    await vi.advanceTimersByTimeAsync(3_000);
    viewer.row.away = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(viewer.events().map(({ what }) => what)).toEqual(["1", "2"]);
    expect(viewer.summaries().at(-1)).toMatch(/^summary 2 at/);
  });
});

describe("the end", () => {
  it("comes after the settling event with what the run became", async () => {
    const viewer = watch();
    await vi.advanceTimersByTimeAsync(10);
    viewer.write(batch(1, 1), { kind: "events", events: [event(2), event(3, "run_completed")] }, "end");
    viewer.row.rev = 2;
    await vi.advanceTimersByTimeAsync(0);
    await viewer.done;
    expect(viewer.seen.map(({ what }) => what)).toEqual(["summary 1", "1", "2-3", "summary 2"]);
  });

  it("a viewer that leaves stops the reading of the log and gets nothing more", async () => {
    const viewer = watch();
    viewer.write(batch(1, 1));
    await vi.advanceTimersByTimeAsync(10);
    expect(viewer.isReading()).toBe(true);
    const before = viewer.seen.length;
    viewer.leave();
    await viewer.done;
    await vi.advanceTimersByTimeAsync(0);
    expect(viewer.isReading()).toBe(false);
    expect(viewer.seen.length).toBe(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("a log that cannot be read ends the frames with its error, after what was read", async () => {
    const viewer = watch();
    viewer.write(batch(1, 1), new Error("the archive is broken"));
    await expect(viewer.done).rejects.toThrow("the archive is broken");
    expect(viewer.events().map(({ what }) => what)).toEqual(["1"]);
  });
});
