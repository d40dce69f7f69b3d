/** Output as the lines of a well: what a terminal would show of each, with the colours that stand when it begins. */
import { parseAnsi, type Sgr } from "#server/domain/ansi.ts";
import { lastDrawn } from "#server/domain/terminalText.ts";

export type WellLine = { n: number; text: string; sgr: Sgr | null };
/** `hidden` lines stand between the head and the tail. */
export type WellView = { head: readonly WellLine[]; hidden: number; tail: readonly WellLine[] };

/** How much is shown; `whole` is as high as the parts with the words between them: a well never shrinks while it fills. */
const rooms = {
  brief: { head: 4, tail: 10, whole: 15 },
  /** Of something that failed: why stands in the middle as often as at the end. */
  roomy: { head: 12, tail: 16, whole: 29 },
  /** Of a stored output, which may be nothing but line feeds. */
  all: { head: 1_000, tail: 1_000, whole: 2_000 },
} as const;
export type WellRoom = keyof typeof rooms;
export const LINE_CUT_CHARS = 400;

export function countLines(output: string): number {
  const text = output.replace(/\n$/, "");
  return text === "" ? 0 : text.split("\n").length;
}

export function toWellLines(output: string): WellLine[] {
  const text = output.replace(/\n$/, "");
  if (text === "") return [];
  let sgr: Sgr | null = null;
  return text.split("\n").map((line, index) => {
    const start = sgr;
    if (line.includes("\x1b")) sgr = parseAnsi(line, start).end;
    return { n: index + 1, text: lastDrawn(line), sgr: start };
  });
}

export function toWellView(lines: readonly WellLine[], room: WellRoom): WellView {
  const { head, tail, whole } = rooms[room];
  if (lines.length <= whole) return { head: lines, hidden: 0, tail: [] };
  return { head: lines.slice(0, head), hidden: lines.length - head - tail, tail: lines.slice(-tail) };
}
