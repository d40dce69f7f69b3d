import { expect, test } from "vitest";
import type { StripRun } from "#server/domain/stripRun.ts";
import { someSnapshot } from "#server/testing/someRun.ts";
import { kindOf, STRIP_KINDS, toStripMarks, toStripTicks, withRuns } from "./stripMarks.ts";

const now = Date.parse("2026-11-25T12:10:00.000Z");
const at = (hoursAgo: number) => new Date(now - hoursAgo * 3_600_000).toISOString();
const run = (change: Partial<StripRun>): StripRun => ({
  runId: "r_a",
  number: 1,
  name: "A run",
  status: "completed",
  outcome: "changed",
  startedAt: at(3),
  settledAt: at(2),
  ...change,
});

test("a run stands where it ended, as high as it took", () => {
  const runs = [run({ startedAt: at(4), settledAt: at(0) }), run({})];
  const { marks, topMs } = toStripMarks(runs, { now, hours: 4 });
  expect(topMs).toBe(4 * 3_600_000);
  expect(marks).toMatchObject([
    { from: 0.25, x: 0.5, y: 0.25, durationMs: 3_600_000 },
    { from: 0, x: 1, y: 1 },
  ]);
});

test("a run that goes on reaches to now, and one that began before the strip is cut at its edge", () => {
  const { marks } = toStripMarks([run({ status: "running", startedAt: at(9), settledAt: null })], { now, hours: 6 });
  expect(marks).toMatchObject([{ kind: "active", from: 0, x: 1, durationMs: 9 * 3_600_000 }]);
});

test("what ended before the strip begins is neither drawn nor counted", () => {
  const { marks, counts } = toStripMarks([run({ startedAt: at(9), settledAt: at(8) }), run({})], { now, hours: 6 });
  expect(marks).toHaveLength(1);
  expect(counts.changed).toBe(1);
});

test("every kind has a count, so that the legend keeps its places", () => {
  expect(Object.keys(toStripMarks([], { now, hours: 6 }).counts)).toEqual([...STRIP_KINDS]);
});

test("failed and cancelled count as such, whatever they changed; an unknown outcome is the word", () => {
  expect(kindOf(run({ status: "failed" }))).toBe("failed");
  expect(kindOf(run({ status: "cancelled" }))).toBe("cancelled");
  expect(kindOf(run({ outcome: null }))).toBe("unknown");
  expect(kindOf(run({ status: "paused", settledAt: null }))).toBe("active");
});

test("changes are taken over, a run that no worker took is not drawn, an older word is not believed", () => {
  const begun = someSnapshot({ runId: "r_b", status: "running", startedAt: at(1) });
  const waiting = someSnapshot({ runId: "r_c", status: "queued", startedAt: null });
  const late = someSnapshot({ runId: "r_a", status: "running", startedAt: at(3) });
  const strip = withRuns([run({})], [begun, waiting, late]);
  expect(strip.map(({ runId, status }) => [runId, status])).toEqual([
    ["r_a", "completed"],
    ["r_b", "running"],
  ]);
  const ended = withRuns(strip, [{ ...begun, status: "failed", settledAt: at(0) }]);
  expect(ended[1]).toMatchObject({ status: "failed", settledAt: at(0) });
});

test("ticks stand at round times of the viewer's clock, clear of the edge and of now", () => {
  const times = (offsetMs: number) =>
    toStripTicks("6h", { now, offsetMs }).map((tick) => new Date(tick.at).toISOString().slice(11, 16));
  expect(times(0)).toEqual(["07:00", "08:00", "09:00", "10:00", "11:00"]);
  expect(times(5.5 * 3_600_000)[0]).toBe("06:30");
});
