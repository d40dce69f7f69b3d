import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createLineReader } from "./lineReader.ts";
import type { RawBytes } from "./textPieces.ts";

type Step = { size: number; partial: boolean };

/** Reads `bytes` in the given steps and answers the lines and, in order, what was handed out. */
function readIn(bytes: Buffer, options: { steps: Step[]; maxBytes: number }) {
  const reader = createLineReader({ offset: 100, maxBytes: options.maxBytes });
  const lines: (string | null)[] = [];
  const handed: RawBytes[] = [];
  const take = (read: { line: string | null; rest: RawBytes }[]) => {
    for (const { line, rest } of read) {
      lines.push(line);
      handed.push(rest);
    }
  };
  let from = 0;
  for (const { size, partial } of [...options.steps, { size: bytes.length, partial: false }]) {
    take(reader.push(bytes.subarray(from, from + size)));
    from += size;
    if (partial && reader.peek() !== null) handed.push(reader.takePartial());
  }
  take(reader.end());
  return { lines: lines.filter((line) => line !== null), handed };
}

const steps = fc.array(fc.record({ size: fc.nat(12), partial: fc.boolean() }), { maxLength: 40 });
const text = fc.array(
  fc.oneof(fc.constantFrom("\n", "\r\n", "a", "{}", "漢", "\u001b[3m", "0123456789"), fc.string({ maxLength: 5 })),
  { maxLength: 40 },
);

describe("createLineReader", () => {
  it("hands out every byte exactly once and in order, however chunks are cut and partial lines taken", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          text.map((parts) => Buffer.from(parts.join(""))),
          fc.uint8Array({ maxLength: 200 }),
        ),
        steps,
        (bytes, cuts) => {
          const { handed } = readIn(Buffer.from(bytes), { steps: cuts, maxBytes: 16 });
          let next = 100;
          for (const raw of handed.filter((one) => one.bytes.length > 0)) {
            expect(raw.offset).toBe(next);
            next += raw.bytes.length;
          }
          expect(Buffer.concat(handed.map((raw) => raw.bytes))).toEqual(Buffer.from(bytes));
        },
      ),
      { numRuns: 500 },
    );
  });

  it("gives the same whole lines however chunks are cut, and no line that is too long", () => {
    fc.assert(
      fc.property(text, steps, (parts, cuts) => {
        const bytes = Buffer.from(parts.join(""));
        const expected = bytes
          .toString("utf8")
          .split("\n")
          .slice(0, bytes.toString("utf8").endsWith("\n") || bytes.length === 0 ? -1 : undefined)
          .filter((line) => Buffer.byteLength(line) <= 16)
          .map((line, index, all) => (index < all.length - 1 || bytes.at(-1) === 10 ? line.replace(/\r$/, "") : line));
        const { lines } = readIn(bytes, { steps: cuts, maxBytes: 16 });
        expect(lines.map((line) => line.replace(/\r$/, ""))).toEqual(expected.map((line) => line.replace(/\r$/, "")));
      }),
      { numRuns: 500 },
    );
  });

  it("hands out lines that nobody reads together, only those that begin and end in one chunk", () => {
    const reader = createLineReader({ offset: 0 });
    const isPlain = (lines: Buffer) => !lines.includes("{");
    const push = (text: string) =>
      reader.push(Buffer.from(text), isPlain).map(({ line, rest }) => [line, rest.offset, rest.bytes.toString()]);
    expect(push("be")).toEqual([]);
    expect(push("gin\none\ntwo\nth")).toEqual([
      ["begin", 0, "begin\n"],
      [null, 6, "one\ntwo\n"],
    ]);
    expect(push("ree\nfour\n{}\n")).toEqual([
      ["three", 14, "three\n"],
      ["four", 20, "four\n"],
      ["{}", 25, "{}\n"],
    ]);
  });

  it("takes the carriage return of CRLF from the line, and leaves it in the shown bytes", () => {
    const { lines, handed } = readIn(Buffer.from("a\r\nb\r\n"), {
      steps: [{ size: 2, partial: false }],
      maxBytes: 100,
    });
    expect(lines).toEqual(["a", "b"]);
    expect(handed.map((raw) => raw.bytes.toString())).toEqual(["a\r\n", "b\r\n"]);
  });

  it("gives the whole line although its beginning was shown before", () => {
    const { lines, handed } = readIn(Buffer.from("ab\n"), { steps: [{ size: 1, partial: true }], maxBytes: 100 });
    expect(lines).toEqual(["ab"]);
    expect(handed.map((raw) => raw.bytes.toString())).toEqual(["a", "b\n"]);
  });

  it("keeps nothing of a line that never ends", () => {
    const reader = createLineReader({ offset: 0, maxBytes: 1_000 });
    let out = 0;
    for (let round = 0; round < 1_000; round++)
      for (const { line, rest } of reader.push(Buffer.alloc(1_000, "x"))) {
        expect(line).toBeNull();
        out += rest.bytes.length;
      }
    expect(out).toBe(1_000_000);
    expect(reader.peek()).toBeNull();
  });
});
