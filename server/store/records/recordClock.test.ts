/** A clock that is wrong, or jumps, does not reach what is written down. */
import { afterEach, expect, it, vi } from "vitest";

const HOUR_MS = 3_600_000;

afterEach(() => vi.useRealTimers());

/** As in a process that has just begun. */
async function freshClock() {
  vi.resetModules();
  return import("./recordClock.ts");
}

it("before Postgres was heard of it is the machine's", async () => {
  const { recordNow } = await freshClock();
  const before = Date.now();
  expect(recordNow().getTime()).toBeGreaterThanOrEqual(before);
});

it.each([-HOUR_MS, HOUR_MS])(
  "a machine that is %i ms off is told the time, and a jump changes nothing",
  async (offMs) => {
    const { hearRecordTime, recordNow } = await freshClock();
    vi.useFakeTimers({ toFake: ["Date", "performance"] });
    const time = new Date("2026-01-02T03:04:05.000Z");
    vi.setSystemTime(time.getTime() + offMs);
    hearRecordTime(time, performance.now());
    expect(recordNow()).toEqual(time);
    vi.advanceTimersByTime(5_000);
    vi.setSystemTime(time.getTime() - 3 * offMs);
    expect(recordNow()).toEqual(new Date(time.getTime() + 5_000));
  },
);

it("an answer that stood still on its way is not believed, and time never goes back", async () => {
  const { hearRecordTime, recordNow } = await freshClock();
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  hearRecordTime(new Date(1_000_000), performance.now());
  const askedAt = performance.now();
  vi.advanceTimersByTime(60_000);
  hearRecordTime(new Date(1_060_000), askedAt);
  expect(recordNow()).toEqual(new Date(1_060_000));
  hearRecordTime(new Date(1_059_990), performance.now());
  expect(recordNow()).toEqual(new Date(1_060_000));
});

it("the answer belongs to the middle of the question", async () => {
  const { hearRecordTime, recordNow } = await freshClock();
  vi.useFakeTimers({ toFake: ["Date", "performance"] });
  const askedAt = performance.now();
  vi.advanceTimersByTime(200);
  hearRecordTime(new Date(1_000_000), askedAt);
  expect(recordNow()).toEqual(new Date(1_000_100));
});
