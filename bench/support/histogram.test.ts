import { expect, it } from "vitest";
import { histogram } from "./histogram.ts";

it("a histogram counts each whole millisecond, the least first", () => {
  expect(histogram([12.9, 3, 12.1, 3.5, 100])).toEqual([
    [3, 2],
    [12, 2],
    [100, 1],
  ]);
});
