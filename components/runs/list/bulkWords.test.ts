import { expect, test } from "vitest";
import { planBulk, type BulkResult } from "#server/domain/bulk.ts";
import { someSnapshot } from "#server/testing/someRun.ts";
import { RUN_STATUSES, type RunStatus } from "#server/domain/runStatus.ts";
import { countMoved, toBulkText, toBulkTitle, toPlanLines, toQuestion } from "./bulkWords.ts";

const runs = (...statuses: RunStatus[]) => statuses.map((status) => someSnapshot({ status }));
const lines = (statuses: RunStatus[], action: "cancel" | "pause" | "resume") =>
  toPlanLines(planBulk(runs(...statuses), action), action).map((line) => line.text);

const done = (status: RunStatus): BulkResult => ({ runId: "r_1", done: true, status });
const refused: BulkResult = {
  runId: "r_2",
  done: false,
  code: "illegal_transition",
  message: "A run that is completed cannot be cancelled.",
};

test("before it is done each kind of run is told what becomes of it", () => {
  expect(lines(["running", "running", "paused", "completed"], "cancel")).toEqual([
    "2 running, will be cancelled, the turn is interrupted",
    "1 paused, will be cancelled at once",
    "1 completed already, left as it is",
  ]);
  expect(lines(["running", "queued", "paused", "failed", "failed"], "pause")).toEqual([
    "1 running, will pause after the turn",
    "1 queued, not begun yet, left as it is",
    "1 paused already, left as it is",
    "2 failed already, left as they are",
  ]);
  expect(lines(["pausing", "paused", "running"], "resume")).toEqual([
    "1 pausing, will go on, the pause is taken back",
    "1 paused, will go on",
    "1 running, left as it is",
  ]);
});

test("the question counts only what will change, and says when nothing will", () => {
  const question = (...statuses: RunStatus[]) => {
    const some = runs(...statuses);
    return toQuestion(planBulk(some, "cancel"), "cancel", some);
  };
  expect(question("running", "paused", "completed")).toBe("Cancel 2 runs?");
  expect(question("running")).toBe("Cancel this run?");
  expect(question("completed", "failed")).toBe("Nothing to cancel");
  expect(countMoved(planBulk(runs(...RUN_STATUSES), "cancel"))).toBe(4);
});

test("what came of it says how many of how many, and why others were left", () => {
  expect(toBulkTitle([done("cancelled"), done("cancelled")], "cancel")).toBe("2 runs cancelled");
  expect(toBulkTitle([done("cancelling"), done("cancelled"), refused], "cancel")).toBe("Cancelling 2 of 3 runs");
  expect(toBulkTitle([done("pausing")], "pause")).toBe("1 run asked to pause");
  expect(toBulkTitle([refused], "cancel")).toBe("Nothing was cancelled");
  expect(toBulkText([done("cancelled")])).toBe("");
  expect(toBulkText([done("cancelled"), refused])).toBe(`1 was left as it is: ${refused.message}`);
  expect(toBulkText([refused, refused])).toBe("2 were left as they are.");
});
