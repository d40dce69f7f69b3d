import { expect, test } from "vitest";
import { COLUMNS_COOKIE, parseHidden, toCookie } from "./tableColumns.ts";

test("what is hidden comes back from the cookie in the order of the table, and nothing else does", () => {
  expect(toCookie(["files", "project"])).toContain(`${COLUMNS_COOKIE}=files.project;`);
  expect(parseHidden("files.project")).toEqual(["project", "files"]);
  expect(parseHidden("status.<b>.files")).toEqual(["files"]);
  expect(parseHidden("")).toEqual([]);
  expect(parseHidden(undefined)).toEqual([]);
});
