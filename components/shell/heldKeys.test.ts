import { afterEach, expect, test } from "vitest";
import { holdKeys, isHeld, takeHeld } from "./heldKeys.ts";

afterEach(() => void takeHeld());
const type = (...keys: string[]) => keys.map((key) => isHeld({ key }, 10));

test("keys wait for what takes them, and arrive as they were typed", () => {
  holdKeys(0);
  expect(type("s", "t", "x", "Backspace", "o", "Shift")).toEqual([true, true, true, true, true, true]);
  expect(takeHeld()).toBe("sto");
});

test("keys act again once they were taken, and after a while in which nothing came", () => {
  expect(isHeld({ key: "p" }, 0)).toBe(false);
  holdKeys(0);
  expect(isHeld({ key: "p" }, 60_000)).toBe(false);
  holdKeys(0);
  takeHeld();
  expect(isHeld({ key: "p" }, 1)).toBe(false);
});
