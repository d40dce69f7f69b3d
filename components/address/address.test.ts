import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addToDraft, readDraft, settleDraft, watchDraft } from "./addressDraft.ts";
import { flag, list, optionalNumber, optionalText, readAddress, text, toAddress, word } from "./addressParams.ts";

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

/** The tab: what stands in its address, and each step that was written into it. */
const location = { pathname: "", search: "", hash: "" };
let written: string[];
let leave: () => void;

const goTo = (address: string) => {
  const { pathname, search, hash } = new URL(address, "http://codi");
  Object.assign(location, { pathname, search, hash });
};
const writer = (step: string) => (_: unknown, __: string, address: string) => {
  written.push(`${step} ${address}`);
  goTo(address);
};
const type = (name: string, words: string) =>
  addToDraft(location.pathname, [[name, words]], { step: "replace", afterMs: 300 });
const choose = (name: string, value: string) =>
  addToDraft(location.pathname, [[name, value]], { step: "push", afterMs: 0 });
const typed = (name: string) => readDraft()?.changes.get(name);

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", { location, history: { pushState: writer("push"), replaceState: writer("replace") } });
  written = [];
  goTo("/runs");
  leave = watchDraft(() => {});
});
afterEach(() => {
  leave();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("what is typed is there at once, and in the address when somebody stops", () => {
  goTo("/runs/r_1?tab=log#end");
  for (const find of ["t", "te", "tes"]) type("find", find);
  expect(typed("find")).toBe("tes");
  expect(written).toEqual([]);
  vi.advanceTimersByTime(300);
  expect(written).toEqual(["replace /runs/r_1?tab=log&find=tes#end"]);
});

test("a choice takes what was typed before it along, in one step", () => {
  type("q", "tests");
  choose("status", "failed");
  vi.advanceTimersByTime(1_000);
  expect(written).toEqual(["push /runs?q=tests&status=failed"]);
});

test("what the page has learned is no draft any more", () => {
  choose("status", "failed");
  expect(typed("status")).toBe("failed");
  settleDraft("/runs?status=failed");
  expect(readDraft()).toBeNull();
});

test("what is typed before the page learns of what was written is not lost", () => {
  type("q", "a");
  vi.advanceTimersByTime(300);
  type("q", "ab");
  expect(readDraft()?.bases, "the page may show it at both").toEqual(["/runs?", "/runs?q=a"]);
  settleDraft("/runs?q=a");
  expect(typed("q")).toBe("ab");
  vi.advanceTimersByTime(300);
  expect(written).toEqual(["replace /runs?q=a", "replace /runs?q=ab"]);
  settleDraft("/runs?q=ab");
  expect(readDraft()).toBeNull();
});

test("a page that learns of two steps one after the other shows the later one all the time", () => {
  type("q", "a");
  vi.advanceTimersByTime(300);
  type("q", "ab");
  vi.advanceTimersByTime(300);
  settleDraft("/runs?q=a");
  expect(typed("q")).toBe("ab");
  settleDraft("/runs?q=ab");
  expect(readDraft()).toBeNull();
});

test("whoever went on meanwhile is not taken back", () => {
  type("q", "tests");
  goTo("/runs?status=failed");
  settleDraft("/runs?status=failed");
  expect(readDraft()).toBeNull();
  vi.advanceTimersByTime(1_000);
  expect(written).toEqual([]);
});

test("what was typed on one page is not written on another with the same search, and is gone", () => {
  type("q", "tests");
  goTo("/fleet");
  vi.advanceTimersByTime(1_000);
  expect(written).toEqual([]);
  expect(readDraft()).toBeNull();

  goTo("/runs");
  type("q", "tests");
  settleDraft("/fleet?");
  expect(readDraft()).toBeNull();
});

test("a draft ends with the last one who reads the address", () => {
  const leaveToo = watchDraft(() => {});
  type("q", "tests");
  leaveToo();
  expect(typed("q")).toBe("tests");
  leave();
  expect(readDraft()).toBeNull();
  vi.advanceTimersByTime(1_000);
  expect(written).toEqual([]);
});

test("what is chosen on a page that was left meanwhile is not written on the next", () => {
  goTo("/fleet");
  addToDraft("/runs/r_1", [["tab", "log"]], { step: "push", afterMs: 0 });
  expect(written).toEqual([]);
  expect(readDraft()).toBeNull();
});
