import { describe, expect, it } from "vitest";
import { median, quantile } from "./quantile.ts";

const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);

describe("a quantile", () => {
  it.each([
    [0, 1],
    [0.5, 50],
    [0.95, 95],
    [0.99, 99],
    [1, 100],
  ])("of 1 to 100 in any order: %d → %d", (share, value) => expect(quantile(hundred, share)).toBe(value));

  it("is a value that was measured", () => {
    expect(quantile([7], 0.95)).toBe(7);
    expect(median([1, 2, 9, 30])).toBe(2);
  });

  it("of nothing is an error, never a zero", () => expect(() => median([])).toThrow());
});
