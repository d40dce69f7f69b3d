/** What a run printed, read by line and searched through the procedures that pages and programs call. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import { OUTPUT_LINE_MAX_CHARS } from "#server/domain/limits.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { closeDatabase } from "#server/store/records/database.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { storeOutput } from "#server/testing/storedOutput.ts";
import { appRouter } from "./appRouter.ts";

const { runs } = appRouter.createCaller({ actor: localActor, requestId: "a-test" });
let runId: string;
const long = "x".repeat(OUTPUT_LINE_MAX_CHARS + 1);

beforeAll(async () => {
  ({ runId } = await startIn(await makeRoot(), {}));
  await storeOutput(runId, { turn: 1, stream: "stdout" }, [`first\n${long}\nfailed: a\nok\nFAILED: b\n`]);
});
afterAll(() => Promise.all([closeDatabase(), closeRedis()]));

const place = { turn: 1, stream: "stdout" as const };
const numbers = ({ lines }: { lines: { line: number }[] }) => lines.map(({ line }) => line);

describe("lines", () => {
  it("come from any line or byte on, as many as are asked for, and say where to go on", async () => {
    const page = await runs.outputLines({ runId, ...place, count: 2 });
    expect(numbers(page)).toEqual([0, 1]);
    expect(page.next).toBe(2);
    expect(numbers(await runs.outputLines({ runId, ...place, from: { line: 3 } }))).toEqual([3, 4]);
    const found = await runs.outputLines({ runId, ...place, from: { offset: 8 }, count: 1 });
    expect(found.lines).toEqual([
      { line: 1, offset: 6, bytes: long.length, text: long.slice(0, OUTPUT_LINE_MAX_CHARS) },
    ]);
    expect(await runs.outputLines({ runId, ...place, from: { line: 99 } })).toEqual({ lines: [], next: null });
  });

  it("of a turn that printed nothing are not found", async () => {
    await expect(runs.outputLines({ runId, turn: 9, stream: "stderr" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("ranges of bytes", () => {
  const spans = async (turn: number, ...ranges: [from: number, to: number][]) =>
    runs.outputSpans({ runId, turn, stream: "stdout", ranges: ranges.map(([from, to]) => ({ from, to })) });

  it("are lines, with those that they begin and end in", async () => {
    const end = 6 + long.length + 1;
    const { ranges, stored } = await spans(1, [0, 6], [0, 7], [3, end], [end, end + 13]);
    expect(stored).toBe(true);
    expect(ranges.map((parts) => parts.map(({ span }) => span))).toEqual([
      [{ line: 0, lines: 1 }],
      [{ line: 0, lines: 2 }],
      [{ line: 0, lines: 2 }],
      [{ line: 2, lines: 2 }],
    ]);
  });

  it("say what of them was cut, and end where nothing is stored yet", async () => {
    const pieces = ["a\nb\n", { cut: 100, feeds: 10 }, "c\nd\n"];
    await storeOutput(runId, { turn: 7, stream: "stdout" }, pieces);
    const { ranges } = await spans(7, [2, 106], [50, 60], [106, 500], [900, 950]);
    expect(ranges).toEqual([
      [
        { from: 2, to: 4, span: { line: 1, lines: 1 } },
        { from: 4, to: 104, span: null },
        { from: 104, to: 106, span: { line: 12, lines: 1 } },
      ],
      [{ from: 50, to: 60, span: null }],
      [{ from: 106, to: 108, span: { line: 13, lines: 1 } }],
      [],
    ]);
  });

  it("of a turn of which nothing is stored are none", async () => {
    expect(await spans(99, [0, 10])).toEqual({ ranges: [], stored: false });
  });
});

describe("a search", () => {
  it("takes words and patterns, and the case when asked", async () => {
    const lines = async (query: { text: string; matchCase?: boolean; regex?: boolean }) =>
      (await runs.searchOutput({ runId, ...query })).hits.map(({ line, at, to }) => [line, at, to]);
    expect(await lines({ text: "failed" })).toEqual([
      [2, 0, 6],
      [4, 0, 6],
    ]);
    expect(await lines({ text: "FAILED", matchCase: true })).toEqual([[4, 0, 6]]);
    expect(await lines({ text: "^failed: [a-c]$", regex: true })).toEqual([
      [2, 0, 9],
      [4, 0, 9],
    ]);
    expect(await lines({ text: "nowhere" })).toEqual([]);
  });

  it("with an end stays in that turn and stream, and stops before that line", async () => {
    const lines = async (from: number, until: number) =>
      (await runs.searchOutput({ runId, text: "failed", turn: 1, from: { ...place, line: from }, until })).hits.map(
        ({ line }) => line,
      );
    expect(await lines(0, 4)).toEqual([2]);
    expect(await lines(3, 5)).toEqual([4]);
    expect(await lines(0, 2)).toEqual([]);
  });

  it("says in words what is wrong with a pattern", async () => {
    await expect(runs.searchOutput({ runId, text: "(", regex: true })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: "A ( is not closed.",
    });
  });

  it("of a run that is not there is not found", async () => {
    const missing = "r_00000000-0000-4000-8000-000000000000";
    await expect(runs.searchOutput({ runId: missing, text: "a" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
