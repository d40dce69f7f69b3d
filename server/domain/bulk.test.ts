import { expect, test } from "vitest";
import { someSnapshot } from "#server/testing/someRun.ts";
import { planBulk } from "./bulk.ts";
import { RUN_STATUSES } from "./runStatus.ts";

test("what an action would do to each status is what the matrix says", () => {
  const runs = RUN_STATUSES.map((status) => someSnapshot({ status }));
  const cancel = planBulk(runs, "cancel");
  expect([...cancel.moved.keys()]).toEqual(["queued", "running", "pausing", "paused"]);
  expect([...cancel.left.keys()]).toEqual(["cancelling", "cancelled", "completed", "failed"]);
  const pause = planBulk(runs, "pause");
  expect([...pause.moved.keys()]).toEqual(["running"]);
});

test("runs of one status stand together, in their order", () => {
  const runs = ["queued", "completed", "queued"].map((status) => someSnapshot({ status: status as "queued" }));
  expect(planBulk(runs, "cancel").moved.get("queued")).toEqual([runs[0], runs[2]]);
});
