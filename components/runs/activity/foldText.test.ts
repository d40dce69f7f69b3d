import { describe, expect, it } from "vitest";
import { fold, start, say, think, only } from "./someEvents.ts";

describe("messages", () => {
  it("are one entry, also while they grow", () => {
    const entries = fold(start(), say("a", "Hel", "started"), say("a", "Hello", "updated"), say("a", "Hello."));
    expect(only(entries, "message").map(({ parts }) => parts)).toEqual([
      [expect.objectContaining({ text: "Hello.", growing: false })],
    ]);
  });

  it("above the bound of an event are put together again", () => {
    const piece = "x".repeat(65_536);
    const [message, ...others] = only(fold(start(), say("a", piece), say("a", "end")), "message");
    expect(others).toEqual([]);
    expect(message?.parts[0]?.text).toBe(`${piece}end`);
  });

  it("that share an id are two when the first was whole", () => {
    expect(only(fold(start(), say("item", "one"), say("item", "two")), "message")).toHaveLength(2);
  });
});

describe("thoughts", () => {
  it("last from the item before them to their own", () => {
    const [thought] = only(fold(start(), think("a", "first")), "reasoning");
    expect(thought).toMatchObject({ ts: "2026-11-20T14:00:00.000Z", parts: [{ text: "first", ms: 1_000 }] });
  });

  it("that follow each other are one entry", () => {
    const entries = fold(start(), think("a", "one"), think("b", "two"), say("c", "said"), think("d", "three"));
    expect(only(entries, "reasoning").map(({ parts }) => parts.map(({ text }) => text))).toEqual([
      ["one", "two"],
      ["three"],
    ]);
  });

  it("have no duration when what came before them is not known", () => {
    expect(only(fold(think("a", "lost")), "reasoning")[0]?.parts[0]?.ms).toBeNull();
  });
});
