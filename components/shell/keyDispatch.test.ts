import { expect, test } from "vitest";
import { createKeyDispatch } from "./keyDispatch.ts";
import type { KeyArea } from "./keyMap.ts";

function keyboard() {
  let now = 0;
  const dispatch = createKeyDispatch(() => now);
  const done: string[] = [];
  return {
    done,
    listen: (area: KeyArea, names: string[]) =>
      dispatch.listen({ area, handle: (name) => names.includes(name) && done.push(`${area} ${name}`) > 0 }),
    press: (stroke: string, repeated = false) => dispatch.press({ stroke, repeated }),
    wait: (ms: number) => (now += ms),
  };
}

test("one key after the other is a sequence, and its second key does nothing of its own", () => {
  const { listen, press, done } = keyboard();
  listen("anywhere", ["runs"]);
  listen("run", ["resume"]);
  expect(press("g")).toBe(false);
  expect(press("r")).toBe(true);
  expect(done).toEqual(["anywhere runs"]);
});

test("a key that comes too late for a sequence is itself again", () => {
  const { listen, press, wait, done } = keyboard();
  listen("anywhere", ["runs"]);
  listen("run", ["resume"]);
  press("g");
  wait(1_500);
  press("r");
  expect(done).toEqual(["run resume"]);
});

test("a finished sequence begins no other", () => {
  const { listen, press, done } = keyboard();
  listen("anywhere", ["runs", "fleet"]);
  for (const key of ["g", "r", "f"]) press(key);
  expect(done).toEqual(["anywhere runs"]);
});

test("the area that came last is asked first, and what it leaves goes to the others", () => {
  const { listen, press, done } = keyboard();
  listen("list", ["search", "next"]);
  const leave = listen("log", ["search"]);
  press("/");
  press("j");
  leave();
  press("/");
  expect(done).toEqual(["log search", "list next", "list search"]);
});

test("a key without a taker is left to the browser", () => {
  const { listen, press } = keyboard();
  listen("anywhere", ["help"]);
  expect(press("x")).toBe(false);
});

test("a held key walks through a list and switches nothing on and off", () => {
  const { listen, press, done } = keyboard();
  listen("list", ["next", "select"]);
  press("j");
  press("j", true);
  press("x");
  press("x", true);
  expect(done).toEqual(["list next", "list next", "list select"]);
});
