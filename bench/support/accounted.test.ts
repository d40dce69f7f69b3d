import { describe, expect, it } from "vitest";
import { unaccountedBytes } from "./accounted.ts";

describe("a stream of 100 bytes", () => {
  it.each([
    [
      "whole in any order",
      [
        [40, 60],
        [0, 40],
      ],
      0,
    ],
    [
      "with a hole",
      [
        [0, 40],
        [50, 50],
      ],
      10,
    ],
    [
      "with a part that is told twice",
      [
        [0, 60],
        [50, 50],
      ],
      10,
    ],
    [
      "with a stretch inside another",
      [
        [0, 80],
        [10, 10],
        [80, 20],
      ],
      70,
    ],
    ["without its end", [[0, 90]], 10],
    ["with more than it has", [[0, 130]], 30],
    ["of which nothing is told", [], 100],
  ])("%s", (_, stretches, wrong) => {
    expect(
      unaccountedBytes(
        stretches.map(([from = 0, bytes = 0]) => ({ from, bytes })),
        100,
      ),
    ).toBe(wrong);
  });
});
