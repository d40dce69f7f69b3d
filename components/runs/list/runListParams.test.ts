import { expect, test } from "vitest";
import { RunFilter } from "#server/domain/runFilter.ts";
import { RUN_STATUSES } from "#server/domain/runStatus.ts";
import { loadRunListParams, runViews, toRunFilter, viewOf } from "./runListParams.ts";

test("whatever stands in the address becomes a filter that the server accepts", () => {
  for (const search of ["", "?status=running,nonsense&q=%00", `?q=${"x".repeat(900)}`, "?status=&cursor=abc&q=+a+"])
    expect(RunFilter.safeParse(toRunFilter(loadRunListParams(search))).success).toBe(true);
  expect(toRunFilter(loadRunListParams("?status=failed&q=%20flaky%20"))).toMatchObject({
    status: ["failed"],
    q: "flaky",
  });
});

test("every status is in exactly one view besides All", () => {
  const inViews = runViews.flatMap((view) => [...view.status]);
  expect(inViews.sort()).toEqual([...RUN_STATUSES].sort());
});

test("a view is recognised in any order, a choice of one's own is none", () => {
  expect(viewOf([])).toBe("all");
  expect(viewOf(["cancelling", "running", "pausing"])).toBe("running");
  expect(viewOf(["failed", "queued"])).toBe("");
});
