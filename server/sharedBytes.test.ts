/** What many viewers are sent is written once, and no more of it is kept than was allowed. */
import { expect, it, vi } from "vitest";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { createSharedBytes } from "./sharedBytes.ts";

const event = (seq: number): StoredEvent => ({ type: "error", ts: "2026-01-01T00:00:00.000Z", runId: "r_1", seq });
const log = Array.from({ length: 10 }, (_, at) => event(at + 1));

function written({ keptBytes = 1_000 } = {}) {
  const write = vi.fn((events: readonly StoredEvent[]) => [Buffer.from(events.map(({ seq }) => seq).join())]);
  const bytesOf = createSharedBytes(write, keptBytes);
  const text = (events: readonly StoredEvent[]) => Buffer.concat(bytesOf(events)).toString();
  return { bytesOf, text, write };
}

it("the same events are written once, in whatever lists they come, and are the same bytes for everybody", () => {
  const { bytesOf, write } = written();
  const [first] = bytesOf(log.slice(2, 5));
  expect(bytesOf(log.slice(2, 5))[0]).toBe(first);
  expect(write).toHaveBeenCalledTimes(1);
});

it("other events under the same numbers are other bytes", () => {
  const { text, write } = written();
  expect([text(log.slice(0, 3)), text(log.slice(0, 4)), text([event(1), event(2), event(3)])]).toEqual([
    "1,2,3",
    "1,2,3,4",
    "1,2,3",
  ]);
  expect(write).toHaveBeenCalledTimes(3);
});

it("the oldest are forgotten beyond what may be kept, and written anew when somebody still needs them", () => {
  const { text, write } = written({ keptBytes: 3 });
  for (const one of log.slice(0, 4)) text([one]); // a byte each
  for (const one of log.slice(1, 4)) text([one]);
  expect(write).toHaveBeenCalledTimes(4);
  expect(text(log.slice(0, 1))).toBe("1");
  expect(write).toHaveBeenCalledTimes(5);
});

it("what is larger than all that may be kept is sent, and not kept", () => {
  const { text, write } = written({ keptBytes: 3 });
  expect([text(log), text(log)]).toEqual(["1,2,3,4,5,6,7,8,9,10", "1,2,3,4,5,6,7,8,9,10"]);
  expect(write).toHaveBeenCalledTimes(2);
});

it("nothing is no bytes", () => {
  expect(written().bytesOf([])).toEqual([]);
});
