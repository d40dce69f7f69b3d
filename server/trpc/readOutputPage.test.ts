/** Table tests of where a page of output begins and ends. */
import { expect, it } from "vitest";
import { OUTPUT_PAGE_MAX_BYTES } from "#server/domain/limits.ts";
import { pageRange, wholeCharacters } from "./readOutputPage.ts";

const cut = { from: 100, bytes: 50 };

it.each([
  {
    what: "the whole of a short output",
    part: { from: 0 },
    size: { total: 80, cut: null },
    range: { from: 0, end: 80 },
  },
  { what: "a part of it", part: { from: 10, to: 20 }, size: { total: 80, cut: null }, range: { from: 10, end: 20 } },
  {
    what: "never more than one page",
    part: { from: 5 },
    size: { total: 5e6, cut: null },
    range: { from: 5, end: 5 + OUTPUT_PAGE_MAX_BYTES },
  },
  {
    what: "nothing behind the end",
    part: { from: 90, to: 95 },
    size: { total: 80, cut: null },
    range: { from: 80, end: 80 },
  },
  {
    what: "nothing of a range that goes backwards",
    part: { from: 20, to: 10 },
    size: { total: 80, cut: null },
    range: { from: 20, end: 20 },
  },
  { what: "up to what was cut", part: { from: 0 }, size: { total: 200, cut }, range: { from: 0, end: 100 } },
  { what: "behind what was cut", part: { from: 120 }, size: { total: 200, cut }, range: { from: 150, end: 200 } },
  { what: "from where the cut begins", part: { from: 100 }, size: { total: 200, cut }, range: { from: 150, end: 200 } },
  {
    what: "after the cut as it is",
    part: { from: 160, to: 170 },
    size: { total: 200, cut },
    range: { from: 160, end: 170 },
  },
])("a page holds $what", ({ part, size, range }) => {
  expect(pageRange(part, size)).toEqual(range);
});

it.each([
  ["plain text", Buffer.from("abc"), 3],
  ["a whole character of two, three and four bytes", Buffer.from("ä€😀"), 9],
  ["a character of two bytes cut off", Buffer.from("aä").subarray(0, 2), 1],
  ["a character of three bytes cut off", Buffer.from("a€").subarray(0, 3), 1],
  ["a character of four bytes cut off after one", Buffer.from("a😀").subarray(0, 2), 1],
  ["bytes that are no text", Buffer.from([0x80, 0x80, 0x80, 0x80]), 4],
  ["nothing", Buffer.alloc(0), 0],
])("characters stay whole: %s", (_, bytes, length) => {
  expect(wholeCharacters(bytes)).toBe(length);
});
