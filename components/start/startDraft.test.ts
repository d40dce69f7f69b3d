import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findDraft, keepDraft, watchDrafts } from "./startDraft.ts";

/** What the browser keeps; every tab reads and writes it. */
let kept: Map<string, string>;
let leave: () => void;
const seen = vi.fn();

const otherTabTypes = (mission: string, address = "/runs/new") =>
  kept.set("codi.start", JSON.stringify({ [address]: { typed: { mission }, at: "2026-01-01T00:00:00.000Z" } }));
const stored = () => JSON.parse(kept.get("codi.start") ?? "{}") as Record<string, { typed: { mission: string } }>;

beforeEach(() => {
  kept = new Map();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  seen.mockClear();
  leave = watchDrafts(seen);
});
afterEach(() => {
  leave();
  vi.unstubAllGlobals();
});

test("what another tab writes changes no form that is open, and is there for the next one", () => {
  otherTabTypes("before this form came");
  expect(findDraft("/runs/new")?.typed.mission).toBe("before this form came");
  otherTabTypes("meanwhile");
  expect(findDraft("/runs/new")?.typed.mission).toBe("before this form came");
  leave();
  expect(findDraft("/runs/new")?.typed.mission).toBe("meanwhile");
});

test("a form that came without a draft gets none from another tab", () => {
  expect(findDraft("/runs/new")).toBeNull();
  otherTabTypes("meanwhile");
  expect(findDraft("/runs/new")).toBeNull();
});

test("what is typed here is kept at once, beside what another tab keeps of another address", () => {
  otherTabTypes("a rerun", "/runs/new?from=1");
  keepDraft("/runs/new", { mission: "typed here" });
  expect(seen).toHaveBeenCalledOnce();
  expect(findDraft("/runs/new")?.typed.mission).toBe("typed here");
  expect(Object.values(stored()).map(({ typed }) => typed.mission)).toEqual(["typed here", "a rerun"]);
  keepDraft("/runs/new", null);
  expect(findDraft("/runs/new")).toBeNull();
  expect(Object.keys(stored())).toEqual(["/runs/new?from=1"]);
});
