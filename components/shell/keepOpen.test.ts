import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepOpen, type Connection, type StreamSigns } from "./keepOpen.ts";

type Stream = StreamSigns & { open: boolean };

const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
let streams: Stream[];
let said: Connection[];
let stop: () => void;

/** As the client of the procedures does it: closing a stream completes it. */
function open(signs: StreamSigns): { unsubscribe(): void } {
  const stream = { ...signs, open: true };
  streams.push(stream);
  return {
    unsubscribe() {
      stream.open = false;
      signs.onComplete();
    },
  };
}

const setVisible = (visible: boolean) => {
  page.visibilityState = visible ? "visible" : "hidden";
  page.dispatchEvent(new Event("visibilitychange"));
};
const openOnes = () => streams.filter((stream) => stream.open).length;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", page);
  streams = [];
  said = [];
  setVisible(true);
  stop = keepOpen(open, (connection) => said.push(connection));
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a tab that is hidden for long holds no stream, and has one again when it is looked at", () => {
  streams[0]?.onConnectionStateChange({ state: "pending" });
  setVisible(false);
  vi.advanceTimersByTime(29_000);
  expect(openOnes()).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(openOnes()).toBe(0);
  setVisible(true);
  expect(openOnes()).toBe(1);
  expect(said).toEqual(["live"]); // that it was closed here is no end
});

test("a tab that was opened behind another holds its stream no longer than one that was hidden", () => {
  stop();
  setVisible(false);
  stop = keepOpen(open, (connection) => said.push(connection));
  vi.advanceTimersByTime(29_000);
  expect(openOnes()).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(openOnes()).toBe(0);
  setVisible(true);
  expect(openOnes()).toBe(1);
});

test("a stream that broke in a hidden tab is opened again when it is looked at, not before", () => {
  setVisible(false);
  streams[0]?.onError();
  vi.advanceTimersByTime(60_000);
  expect(streams).toHaveLength(1);
  setVisible(true);
  expect(streams).toHaveLength(2);
  vi.advanceTimersByTime(60_000);
  expect(streams).toHaveLength(2);
});

test("a stream that the server ended stays ended", () => {
  streams[0]?.onComplete();
  setVisible(false);
  vi.advanceTimersByTime(60_000);
  setVisible(true);
  expect(streams).toHaveLength(1);
  expect(said).toEqual(["ended"]);
});

test("a stream that broke is opened again, one at a time", () => {
  streams[0]?.onError();
  expect(said).toEqual(["reconnecting"]);
  vi.advanceTimersByTime(3_000);
  expect(streams).toHaveLength(2);
  streams[0]?.onComplete(); // late words of the first
  streams[1]?.onConnectionStateChange({ state: "pending" });
  expect(said).toEqual(["reconnecting", "live"]);
});

const breaking = { state: "connecting", error: new Error("it broke") } as const;

/** How long after a break the next stream is opened, with what the dice say. */
function reopenedAfter(random: number): number {
  vi.spyOn(Math, "random").mockReturnValue(random);
  const before = streams.length;
  streams.at(-1)?.onConnectionStateChange(breaking);
  expect(openOnes()).toBe(0); // it must not come back by itself beside ours
  let ms = 0;
  for (; streams.length === before; ms += 50) vi.advanceTimersByTime(50);
  return ms;
}

test("the streams that one break ended are opened again at different times", () => {
  expect(reopenedAfter(0)).toBe(1_000);
  streams.at(-1)?.onConnectionStateChange({ state: "pending" });
  vi.advanceTimersByTime(9_000);
  expect(reopenedAfter(0.999)).toBe(3_000);
});

test("a stream that breaks again and again is opened less often, and as soon as ever once it was live for a while", () => {
  expect([0.5, 0.5, 0.5, 0.5].map(reopenedAfter)).toEqual([2_000, 4_000, 8_000, 8_000]);
  streams.at(-1)?.onConnectionStateChange({ state: "pending" });
  expect(reopenedAfter(0.5)).toBe(8_000); // it was answered, and broke at once
  streams.at(-1)?.onConnectionStateChange({ state: "pending" });
  vi.advanceTimersByTime(9_000);
  expect(reopenedAfter(0.5)).toBe(2_000);
});

test("a stream that is about to be connected for the first time did not break", () => {
  streams[0]?.onConnectionStateChange({ state: "connecting", error: null });
  expect([openOnes(), said]).toEqual([1, []]);
});
