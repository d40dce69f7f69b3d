import { expect, test } from "vitest";
import { readRunListParams } from "#components/runs/list/runListParams.ts";
import { toListAround, toListHref, toRunHref } from "./runAddress.ts";

const around = (searched: Record<string, string>) => toListAround(readRunListParams(searched));

test("the filter of the list one came from goes along, the page of the list does not", () => {
  const list = around({ status: "failed", q: "invoice", cursor: "abc", tab: "log", turn: "3" });
  expect([...new URLSearchParams(list.search)]).toEqual([
    ["status", "failed"],
    ["q", "invoice"],
  ]);
  expect(list.filter).toMatchObject({ status: ["failed"], q: "invoice" });
  expect(list.filter).not.toHaveProperty("limit");
  expect(list.filter).not.toHaveProperty("cursor");
});

test("without a filter the neighbours are those of the whole list", () => {
  expect(around({}).search).toBe("");
  expect(toListHref("")).toBe("/runs");
  expect(toRunHref("r_1", { list: "" })).toBe("/runs/r_1");
});

test("a link to a run keeps the filter, and names the tab only when it is not the first", () => {
  expect(toRunHref("r_1", { list: "status=failed", tab: "log", turn: 4 })).toBe(
    "/runs/r_1?status=failed&tab=log&turn=4",
  );
  expect(toRunHref("r_1", { list: "status=failed", tab: "activity", turn: null })).toBe("/runs/r_1?status=failed");
});
