import { describe, expect, it } from "vitest";
import type { Row } from "./benchmark.ts";
import { judgeRow } from "./judgeRow.ts";

const row: Row = {
  name: "some",
  unit: "ms",
  product: [12, 30, 14],
  yardstick: [10, 10, 7],
  judged: "ratio",
  goal: { atMost: 2 },
  also: "",
};

describe("a row", () => {
  it("is judged by the median of what its repetitions compared, not by its two medians", () => {
    expect(judgeRow(row)).toEqual({
      product: 14,
      yardstick: 10,
      judged: { median: 2, least: 1.2, greatest: 3 },
      met: true,
    });
  });

  it.each([
    { judged: "ratio", goal: { atMost: 1.9 }, median: 2, met: false },
    { judged: "ratio", goal: { atLeast: 2 }, median: 2, met: true },
    { judged: "ratio", goal: { atLeast: 2.1 }, median: 2, met: false },
    { judged: "difference", goal: { atMost: 7 }, median: 7, met: true },
    { judged: "difference", goal: { atMost: 6.9 }, median: 7, met: false },
    { judged: "product", goal: { atMost: 14 }, median: 14, met: true },
  ] as const)("by its $judged with the goal $goal: $median, met $met", ({ judged, goal, ...verdict }) => {
    const { judged: found, met } = judgeRow({ ...row, judged, goal });
    expect({ median: found.median, met }).toEqual(verdict);
  });

  it("takes what the benchmark compared itself", () => {
    expect(judgeRow({ ...row, judged: "difference", compared: [1, 5, 3] }).judged).toEqual({
      median: 3,
      least: 1,
      greatest: 5,
    });
  });

  it("needs no yardstick where the goal speaks of the product alone", () => {
    const alone = { ...row, judged: "product", yardstick: null } as const;
    expect(judgeRow(alone)).toMatchObject({ product: 14, yardstick: null, judged: { median: 14 } });
  });

  it.each([
    ["nothing was measured", { product: [], yardstick: [] }],
    ["a repetition has no yardstick", { yardstick: [10, 10] }],
    ["the yardstick is nothing", { yardstick: [10, 0, 7] }],
    ["there is no yardstick to compare with", { yardstick: null }],
  ])("is no figure when %s", (_, change) => expect(() => judgeRow({ ...row, ...change })).toThrow("gave no figure"));
});
