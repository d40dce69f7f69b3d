import { expect, test } from "vitest";
import { fromSeconds, splitTime, toSeconds } from "./amountOfTime.ts";

test("a number has the unit behind it, and none is seconds", () => {
  expect(["90m", "1.5h", "30s", "45", " 2 h "].map(toSeconds)).toEqual([5_400, 5_400, 30, 45, 7_200]);
});

test("nothing is no time, and a text is no number", () => {
  expect(toSeconds("")).toBeNull();
  expect(toSeconds("h")).toBeNull();
  expect(toSeconds("soon")).toBeNaN();
});

test("seconds are said in the largest unit without a fraction", () => {
  expect([21_600, 5_400, 61, 0].map(fromSeconds)).toEqual(["6h", "90m", "61s", "0s"]);
});

test("the unit stays when the number is taken away", () => {
  expect(splitTime("h")).toEqual({ amount: "", unit: "h" });
});
