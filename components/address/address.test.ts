import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addToDraft, dropDraft, readDraft, withDraft, type Draft, type Step } from "./addressDraft.ts";
import {
  flag,
  list,
  optionalNumber,
  optionalText,
  readAddress,
  text,
  toAddress,
  toSearch,
  word,
} from "./addressParams.ts";

const params = {
  q: text,
  line: optionalText,
  turn: optionalNumber,
  regex: flag,
  tab: word(["activity", "log"], "activity"),
  label: list(text),
};

test("what is written is read back, whatever a value contains", () => {
  const values = {
    q: "a=b&c #1 + 100 % ü",
    line: "4.0-7.2",
    turn: 12,
    regex: true,
    tab: "log",
    label: ["a, b", "c/d", "%2C"],
  } as const;
  const address = toAddress(params, { ...values, label: [...values.label.slice(0, 2)] });
  expect(readAddress(params, new URLSearchParams(address))).toEqual({ ...values, label: ["a, b", "c/d"] });
});

test("what is as usual is not written, and nothing leaves no question mark", () => {
  expect(toAddress(params, { q: "", tab: "activity", label: [], regex: false, turn: null })).toBe("");
  expect(toAddress(params, { label: ["one", "two"], q: "two words" })).toBe("?q=two+words&label=one,two");
});

test("nonsense in the address is as if nothing stood there", () => {
  const read = readAddress(params, { turn: "-1", tab: "secrets", regex: "yes", label: ["a,,b", "c"], q: undefined });
  expect(read).toEqual({ q: "", line: null, turn: null, regex: false, tab: "activity", label: ["a", "b"] });
});

let written: { search: string; step: Step }[];
const write = (draft: Draft, step: Step) => written.push({ search: toSearch(withDraft(draft.base, draft)), step });

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
});
afterEach(() => {
  dropDraft("the end");
  vi.useRealTimers();
});

test("what is typed is there at once, and in the address when somebody stops", () => {
  for (const q of ["t", "te", "tes"]) addToDraft("tab=log", [["find", q]], { step: "replace", afterMs: 300, write });
  expect(readDraft()?.changes.get("find")).toBe("tes");
  expect(written).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(written).toEqual([{ search: "?tab=log&find=tes", step: "replace" }]);
});

test("a choice takes what was typed before it along, in one step", () => {
  addToDraft("", [["q", "tests"]], { step: "replace", afterMs: 300, write });
  addToDraft("", [["status", "failed"]], { step: "push", afterMs: 0, write });
  vi.advanceTimersByTime(1_000);
  expect(written).toEqual([{ search: "?q=tests&status=failed", step: "push" }]);
});

test("whoever went on meanwhile is not taken back", () => {
  addToDraft("", [["q", "tests"]], { step: "replace", afterMs: 300, write });
  dropDraft("status=failed");
  vi.advanceTimersByTime(1_000);
  expect(written).toEqual([]);
  expect(readDraft()).toBeNull();
});
