import { describe, expect, test } from "vitest";
import { belongsToFocus, createSequence, toStroke } from "./strokes.ts";

const press = (key: string, more: Partial<Parameters<typeof toStroke>[0]> = {}) => ({
  key,
  code: "",
  metaKey: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const stroke = (...pressed: Parameters<typeof press>) => toStroke(press(...pressed), false);

describe("what was pressed", () => {
  test("a letter is itself, whatever the case lock says", () => {
    expect(stroke("j")).toBe("j");
    expect(stroke("J")).toBe("j");
  });

  test("shift is named with letters and named keys, and left out where the sign says it", () => {
    expect(stroke("P", { shiftKey: true })).toBe("shift+p");
    expect(stroke("ArrowDown", { shiftKey: true })).toBe("shift+arrowdown");
    expect(stroke("?", { shiftKey: true })).toBe("?");
    expect(stroke("/", { shiftKey: true })).toBe("/");
  });

  test("the modifier is ⌘ on Apple's keyboards and Ctrl on others, and the other one is the system's", () => {
    expect(toStroke(press("k", { metaKey: true }), true)).toBe("mod+k");
    expect(toStroke(press("k", { ctrlKey: true }), true)).toBeNull();
    expect(toStroke(press("k", { ctrlKey: true }), false)).toBe("mod+k");
    expect(toStroke(press("k", { metaKey: true }), false)).toBeNull();
  });

  test("a modifier alone, Alt and dead keys are nothing", () => {
    for (const key of ["Shift", "Control", "Meta", "Alt", "AltGraph", "Dead"]) expect(stroke(key)).toBeNull();
    expect(stroke("@", { altKey: true, ctrlKey: true })).toBeNull();
  });

  test("where letters are not Latin the key's place counts", () => {
    expect(stroke("о", { code: "KeyJ" })).toBe("j");
    expect(stroke("é", { code: "Digit2" })).toBe("é");
  });

  test("space has a name", () => {
    expect(stroke(" ")).toBe("space");
  });
});

describe("whom a stroke belongs to", () => {
  const inside = (part: string) => ({
    closest: (asked: string) => asked.split(", ").find((one) => one === part || one.startsWith(`${part}:not`)) ?? null,
  });
  const nowhere = { closest: () => null };

  test("text fields keep what is typed into them, but not combinations with the modifier", () => {
    for (const field of ["input", "textarea", "select"]) {
      expect(belongsToFocus("j", { place: inside(field), overlay: false })).toBe(true);
      expect(belongsToFocus("?", { place: inside(field), overlay: false })).toBe(true);
      expect(belongsToFocus("mod+k", { place: inside(field), overlay: false })).toBe(false);
    }
  });

  test("while a dialog or a menu is open, every key is its own", () => {
    for (const key of ["j", "mod+k", "escape"])
      expect(belongsToFocus(key, { place: nowhere, overlay: true })).toBe(true);
  });

  test("enter and space press the button or link that has the focus; other keys do not", () => {
    for (const part of ["a", "button", "[role=tab]"]) {
      expect(belongsToFocus("enter", { place: inside(part), overlay: false })).toBe(true);
      expect(belongsToFocus("space", { place: inside(part), overlay: false })).toBe(true);
      expect(belongsToFocus("j", { place: inside(part), overlay: false })).toBe(false);
    }
  });

  test("on the page itself keys are ours", () => {
    expect(belongsToFocus("enter", { place: nowhere, overlay: false })).toBe(false);
    expect(belongsToFocus("g", { place: null, overlay: false })).toBe(false);
  });
});

test("a second key completes a sequence for a second, and then begins anew", () => {
  let now = 0;
  const sequence = createSequence(() => now);
  sequence.remember("g");
  now = 999;
  expect(sequence.candidates("r")).toEqual(["g r", "r"]);
  now = 1_000;
  expect(sequence.candidates("r")).toEqual(["r"]);
});
