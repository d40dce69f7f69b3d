import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toPieces, unfinishedCharacter, unfinishedEscape, wholeLength } from "./textPieces.ts";

const nasty = fc.oneof(
  fc.uint8Array({ maxLength: 12 }),
  fc
    .constantFrom("é", "漢字", "👩‍🚀", "\u001b[1;31m", "\u001b]8;;http://x\u0007", "plain")
    .map((text) => Buffer.from(text)),
  fc.constantFrom([0xf0, 0x9f], [0xe2, 0x82], [0xc0], [0xed, 0xa0], [0x80, 0x80]).map((bytes) => Buffer.from(bytes)),
);

describe("wholeLength", () => {
  it("cuts so that both halves together read like the whole, valid UTF-8 or not", () => {
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 20 }), fc.nat(200), (parts, at) => {
        const bytes = Buffer.concat(parts);
        const cut = wholeLength(bytes.subarray(0, at));
        const halves = bytes.subarray(0, cut).toString("utf8") + bytes.subarray(cut).toString("utf8");
        // A character whose rest never comes reads as one mark; nothing else may differ.
        expect(halves).toBe(bytes.toString("utf8"));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    [[0x61], 0],
    [[0xc3], 1],
    [[0xe2, 0x82], 2],
    [[0xf0, 0x9f, 0x92], 3],
    [[0xf0, 0x9f, 0x92, 0xa9], 0],
    [[0xc0], 0],
    [[0xed, 0xa0], 0],
    [[0x80, 0x80], 0],
  ])("takes %j as holding %i bytes of an unfinished character", (bytes, unfinished) => {
    expect(unfinishedCharacter(Buffer.from(bytes))).toBe(unfinished);
  });

  it.each([
    ["a\u001b", 1],
    ["a\u001b[3", 3],
    ["a\u001b[31m", 0],
    ["a\u001b]8;;http://x", 13],
    ["a\u001b]0;t\u0007", 0],
    [`a\u001b[${"1".repeat(100)}`, 0],
  ])("takes %j as holding %i bytes of an unfinished escape", (text, unfinished) => {
    expect(unfinishedEscape(Buffer.from(text))).toBe(unfinished);
  });
});

describe("toPieces", () => {
  it("covers every byte once, with texts of at most one event that read like the whole", () => {
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 40 }), fc.integer({ min: 1, max: 60 }), (parts, repeat) => {
        const bytes = Buffer.concat(
          Array<Buffer[]>(repeat)
            .fill(parts.map((part) => Buffer.from(part)))
            .flat(),
        );
        const pieces = toPieces("stdout", { offset: 7, bytes });
        let next = 7;
        for (const piece of pieces) {
          expect(piece.offset).toBe(next);
          expect(piece.textBytes).toBe(Buffer.byteLength(piece.text));
          expect(piece.textBytes).toBeLessThanOrEqual(2_048);
          next += piece.bytes;
        }
        expect(next).toBe(7 + bytes.length);
        expect(pieces.map((piece) => piece.text).join("")).toBe(bytes.toString("utf8"));
      }),
      { numRuns: 200 },
    );
  });
});
