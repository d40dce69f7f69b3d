import { expect, test } from "vitest";
import { keyMap, toKeyCaps } from "./keyMap.ts";

test("strokes are printed as the keys of the keyboard at hand", () => {
  expect(toKeyCaps("mod+k", true)).toEqual(["⌘K"]);
  expect(toKeyCaps("mod+k", false)).toEqual(["Ctrl K"]);
  expect(toKeyCaps("shift+p", true)).toEqual(["⇧P"]);
  expect(toKeyCaps("shift+arrowdown", false)).toEqual(["⇧↓"]);
  expect(toKeyCaps("escape", true)).toEqual(["Esc"]);
  expect(toKeyCaps("?", true)).toEqual(["?"]);
});

test("a sequence is printed key by key", () => {
  expect(toKeyCaps("g r", true)).toEqual(["G", "R"]);
  expect(toKeyCaps("y i", true)).toEqual(["Y", "I"]);
});

test("within an area each stroke means one thing, and none hides the beginning of a sequence", () => {
  for (const [area, keys] of Object.entries(keyMap)) {
    const anywhere = area === "anywhere" ? [] : Object.values(keyMap.anywhere).flatMap((key) => [...key.keys]);
    const strokes = [...anywhere, ...Object.values(keys).flatMap((key: { keys: readonly string[] }) => [...key.keys])];
    expect(
      strokes.filter((stroke, index) => strokes.indexOf(stroke) !== index),
      area,
    ).toEqual([]);
    const firsts = strokes.filter((stroke) => stroke.includes(" ")).map((stroke) => stroke.split(" ")[0]);
    expect(
      strokes.filter((stroke) => firsts.includes(stroke)),
      area,
    ).toEqual([]);
  }
});
