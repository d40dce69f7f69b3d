import { expect, test } from "vitest";
import { countToasts, sayToast, takeToasts, watchToasts } from "./toasts.ts";

test("what is said before anybody can draw it waits, and is drawn once", () => {
  let told = 0;
  const stop = watchToasts(() => (told += 1));
  sayToast({ title: "First" });
  sayToast({ title: "Second" });
  expect(told).toBe(2);
  expect(takeToasts().map(({ title }) => title)).toEqual(["First", "Second"]);
  expect(takeToasts()).toEqual([]);
  stop();
  sayToast({ title: "Third" });
  expect(told).toBe(2);
  expect(countToasts()).toBe(3);
});
