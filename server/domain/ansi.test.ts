import { expect, test } from "vitest";
import { parseAnsi, plainSgr } from "./ansi.ts";
import { visibleText } from "#server/domain/visibleText.ts";

const text = (line: string) =>
  parseAnsi(line)
    .spans.map((span) => span.text)
    .join("");
const first = (line: string) => parseAnsi(line).spans[0]?.sgr;

test("plain text is one span without a look", () => {
  expect(parseAnsi("hello")).toEqual({ spans: [{ text: "hello", sgr: null }], end: null });
  expect(parseAnsi("").spans).toEqual([]);
});

test("the sixteen colours keep their number, so that they follow the theme", () => {
  expect(first("\x1b[31mred")).toMatchObject({ fg: 1 });
  expect(first("\x1b[92mgreen")).toMatchObject({ fg: 10 });
  expect(first("\x1b[41;1mwarn")).toMatchObject({ bg: 1, bold: true });
  expect(first("\x1b[38;5;9mred")).toMatchObject({ fg: 9 });
});

test("256 colours and true colour become RGB, with semicolons and with colons", () => {
  expect(first("\x1b[38;5;196mred")).toMatchObject({ fg: [255, 0, 0] });
  expect(first("\x1b[48;5;244mgrey")).toMatchObject({ bg: [128, 128, 128] });
  expect(first("\x1b[38;2;1;2;3mx")).toMatchObject({ fg: [1, 2, 3] });
  expect(first("\x1b[38:2:1:2:300mx")).toMatchObject({ fg: [1, 2, 255] });
});

test("with colons a colour may name its space, and stands alone in its parameter", () => {
  expect(first("\x1b[38:2::1:2:3mx")).toMatchObject({ fg: [1, 2, 3] });
  expect(first("\x1b[48:2:0:1:2:3:0:1;1mx")).toMatchObject({ bg: [1, 2, 3], bold: true });
  expect(first("\x1b[38:5:9;3mx")).toMatchObject({ fg: 9, italic: true });
  expect(first("\x1b[38:5;1mx")).toMatchObject({ bold: true });
});

test("a line under text is a line in any shape and colour", () => {
  expect(first("\x1b[4:3mx")).toEqual({ ...plainSgr, underline: true });
  expect(first("\x1b[4m\x1b[4:0;1mx")).toEqual({ ...plainSgr, bold: true });
  for (const color of ["58;5;31", "58:5:31", "58;2;31;32;33", "58:2::31:32:33"])
    expect(first(`\x1b[${color};4mx`), color).toEqual({ ...plainSgr, underline: true });
});

test("a reset ends the look, a colour left set goes on in the next line", () => {
  expect(parseAnsi("\x1b[1mA\x1b[0mB").spans).toMatchObject([{ text: "A" }, { text: "B", sgr: null }]);
  const { end } = parseAnsi("\x1b[33mhalf");
  expect(parseAnsi("rest", end).spans[0]?.sgr).toMatchObject({ fg: 3 });
  expect(parseAnsi("\x1b[39m", end).spans).toEqual([]);
});

test("every other sequence is dropped: cursor, title, link, device string, charset", () => {
  expect(text("a\x1b[2K\x1b[10;20Hb")).toBe("ab");
  expect(text("\x1b]0;title\x07x")).toBe("x");
  expect(text("\x1b]8;;javascript:alert(1)\x1b\\click\x1b]8;;\x1b\\")).toBe("click");
  expect(text("a\x1bPq#0;1\x1b\\b\x1b(Bc\x1b=d")).toBe("abcd");
  expect(text("\x1b[?25hx\x1b[>4;2my")).toBe("xy");
});

test("an unfinished sequence shows nothing of itself and does not eat text before it", () => {
  expect(text("ok\x1b[31")).toBe("ok");
  expect(text("ok\x1b]0;never ended")).toBe("ok");
  expect(text("ok\x1b")).toBe("ok");
  expect(text("ok\x1b[3\u00e9x")).toBe("ok\u00e9x");
});

test("what hides or reorders text is made visible", () => {
  expect(visibleText("a\0b")).toBe("a\u2400b");
  expect(visibleText("user\u202e\u2066gnp")).toBe("user[U+202E][U+2066]gnp");
  expect(visibleText("tab\tstays\n")).toBe("tab\tstays\n");
  expect(text("bell\x07")).toBe("bell\u2407");
});

test("a hostile line takes time in proportion to its length", () => {
  const line = "\x1b]".repeat(200_000) + "\x1b[".repeat(200_000) + "\x1b[1;".repeat(100_000);
  const began = performance.now();
  parseAnsi(line);
  expect(performance.now() - began).toBeLessThan(2_000);
});
