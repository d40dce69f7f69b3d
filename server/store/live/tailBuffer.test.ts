/** A shared buffer answers a cursor with what follows it without a hole, or says that it cannot. */
import { describe, expect, it } from "vitest";
import { someEvents } from "#server/testing/someRun.ts";
import { createTailBuffer } from "./tailBuffer.ts";

function bufferOf(ranges: [number, number][], bounds = { events: 100, bytes: 1_000_000 }) {
  const buffer = createTailBuffer(bounds);
  buffer.startAfter((ranges[0]?.[0] ?? 1) - 1);
  for (const [from, to] of ranges) for (const event of someEvents("r", from, to)) buffer.push(event, 10);
  return buffer;
}
const read = (buffer: ReturnType<typeof bufferOf>, after: number, max = 100) => {
  const found = buffer.read(after, max);
  return typeof found === "string" ? found : found.map(({ seq }) => seq);
};

describe("createTailBuffer", () => {
  it("knows nothing before it was told where it starts", () => {
    expect(createTailBuffer({ events: 1, bytes: 1 }).read(0, 10)).toBe("none");
  });

  it("answers each cursor with what follows it, up to a limit", () => {
    const buffer = bufferOf([[11, 15]]);
    expect(read(buffer, 10)).toEqual([11, 12, 13, 14, 15]);
    expect(read(buffer, 12, 2)).toEqual([13, 14]);
    expect(read(buffer, 15)).toBe("none");
    expect(read(buffer, 99)).toBe("none");
  });

  it("is behind for a cursor before its start or before what it still holds", () => {
    expect(read(bufferOf([[11, 15]]), 9)).toBe("behind");
    const small = bufferOf([[1, 10]], { events: 4, bytes: 1_000_000 });
    expect(read(small, 5)).toBe("behind");
    expect(read(small, 6)).toEqual([7, 8, 9, 10]);
    const light = bufferOf([[1, 10]], { events: 100, bytes: 35 });
    expect(read(light, 6)).toBe("behind");
    expect(read(light, 7)).toEqual([8, 9, 10]);
  });

  it("keeps one event that alone is over the limit", () => {
    expect(read(bufferOf([[1, 3]], { events: 10, bytes: 5 }), 2)).toEqual([3]);
  });

  it("never jumps over a hole", () => {
    const buffer = bufferOf([
      [1, 3],
      [7, 8],
    ]);
    expect(read(buffer, 1)).toEqual([2, 3]);
    expect(read(buffer, 3)).toBe("behind");
    expect(read(buffer, 6)).toEqual([7, 8]);
  });

  it("takes an event once", () => {
    const buffer = bufferOf([
      [1, 3],
      [2, 4],
    ]);
    expect(read(buffer, 0)).toEqual([1, 2, 3, 4]);
  });

  it("is behind where an entry was no event", () => {
    const buffer = bufferOf([[1, 3]]);
    buffer.pass(4);
    expect(read(buffer, 3)).toBe("behind");
    expect(buffer.last()).toBe(4);
  });
});
