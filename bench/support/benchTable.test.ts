import { describe, expect, it } from "vitest";
import type { Row } from "./benchmark.ts";
import { benchTable } from "./benchTable.ts";

const row: Row = {
  name: "wait",
  unit: "ms",
  product: [30.123, 31, 1234.5],
  yardstick: [2, 2.5, 3],
  judged: "difference",
  goal: { atMost: 20 },
  also: "3 of 3",
};

const cells = (line: string | undefined) => (line ?? "").split("|").map((cell) => cell.trim());

describe("the table", () => {
  it("says figure, yardstick, how they compare, the goal and whether it is met", () => {
    const [head, rule, difference, ratio] = benchTable(
      [row, { ...row, name: "more", judged: "ratio", goal: { atLeast: 12 } }],
      { small: false },
    ).split("\n");
    expect(cells(head)).toContain("goal");
    expect(rule).toMatch(/^[|\- ]+$/);
    expect(cells(difference).slice(1, -1)).toEqual([
      "wait",
      "31 ms",
      "2.5 ms",
      "+28.5 ms (+28.1 ms to +1,232 ms)",
      "≤ +20 ms",
      "no",
      "3 of 3",
    ]);
    expect(cells(ratio).slice(4, 7)).toEqual(["15.1× (12.4× to 412×)", "≥ 12×", "yes"]);
  });

  it("leaves the place of a yardstick that there is not empty", () => {
    const table = benchTable([{ ...row, judged: "product", yardstick: null }], { small: false });
    expect(cells(table.split("\n")[2])[3]).toBe("–");
  });

  it("judges nothing that was measured small", () => {
    const table = benchTable([row], { small: true });
    expect(cells(table.split("\n")[2])[6]).toBe("small: not judged");
  });
});
