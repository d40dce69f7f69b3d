import { expect, test } from "vitest";
import { formatStroke, keyMap, toKeyCaps } from "./keyMap.ts";

test("strokes are printed as the keys of the keyboard at hand", () => {
  expect(formatStroke("mod+k", true)).toBe("⌘K");
  expect(formatStroke("mod+k", false)).toBe("Ctrl K");
  expect(formatStroke("shift+p", true)).toBe("⇧P");
  expect(formatStroke("shift+arrowdown", false)).toBe("⇧↓");
  expect(formatStroke("escape", true)).toBe("Esc");
  expect(formatStroke("?", true)).toBe("?");
});

test("a sequence is printed key by key", () => {
  expect(toKeyCaps("g r", true)).toEqual(["G", "R"]);
  expect(formatStroke("y i", true)).toBe("Y I");
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
