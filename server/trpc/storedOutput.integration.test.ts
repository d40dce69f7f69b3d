/** What a run printed, read by line and searched through the procedures that pages and programs call. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import { OUTPUT_LINE_MAX_CHARS } from "#server/domain/limits.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { closeDatabase } from "#server/store/records/database.ts";
import { appendOutputChunk } from "#server/store/records/outputStore.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { appRouter } from "./appRouter.ts";

const { runs } = appRouter.createCaller({ actor: localActor, requestId: "a-test" });
let runId: string;
const long = "x".repeat(OUTPUT_LINE_MAX_CHARS + 1);

beforeAll(async () => {
  ({ runId } = await startIn(await makeRoot(), {}));
  const bytes = Buffer.from(`first\n${long}\nfailed: a\nok\nFAILED: b\n`);
  const place = { turn: 1, stream: "stdout" as const, firstByte: 0, firstLine: 0 };
  await appendOutputChunk({ runId, claim: 1, ...place, bytes, lines: 5 });
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
