/** Terminal output as spans of text with a look: SGR colours are kept, every other control sequence is dropped, what hides is made visible. */

import { visibleText } from "./visibleText.ts";

/** What SGR has set at some point of a stream; a colour is a palette number or an RGB triple. */
export type AnsiColor = number | readonly [number, number, number];
export type Sgr = {
  fg: AnsiColor | null;
  bg: AnsiColor | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  inverse: boolean;
};
export type AnsiSpan = { text: string; sgr: Sgr | null };

export const plainSgr: Sgr = {
  fg: null,
  bg: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
  inverse: false,
};

const ESC = 0x1b;
const BEL = 0x07;
const STRING_STARTS = new Set(["]", "P", "X", "^", "_"]); // OSC, DCS, SOS, PM, APC

/** One line of output, beginning with what the lines before it left set. Linear in the text. */
export function parseAnsi(line: string, start: Sgr | null = null): { spans: AnsiSpan[]; end: Sgr | null } {
  const spans: AnsiSpan[] = [];
  let sgr = start;
  let from = 0;
  const flush = (to: number) => {
    if (to > from) spans.push({ text: visibleText(line.slice(from, to)), sgr });
  };
  for (let at = line.indexOf("\x1b"); at !== -1; at = line.indexOf("\x1b", from)) {
    flush(at);
    const sequence = readSequence(line, at);
    if (sequence.sgr !== null) sgr = applySgr(sgr, sequence.sgr);
    from = sequence.end;
  }
  flush(line.length);
  return { spans, end: sgr };
}

/** Where the sequence at `at` ends; an unfinished one takes the rest of the line. */
function readSequence(line: string, at: number): { end: number; sgr: string | null } {
  const kind = line[at + 1];
  if (kind === undefined) return { end: line.length, sgr: null };
  if (kind === "[") {
    let end = at + 2;
    while (end < line.length && isBetween(line, end, [0x20, 0x3f])) end += 1;
    if (end >= line.length) return { end: line.length, sgr: null };
    if (!isBetween(line, end, [0x40, 0x7e])) return { end, sgr: null }; // broken: what follows is text
    return { end: end + 1, sgr: line[end] === "m" ? line.slice(at + 2, end) : null };
  }
  if (STRING_STARTS.has(kind)) {
    for (let end = at + 2; end < line.length; end += 1) {
      const code = line.charCodeAt(end);
      if (code === BEL) return { end: end + 1, sgr: null };
      if (code === ESC) return { end: line[end + 1] === "\\" ? end + 2 : end, sgr: null };
    }
    return { end: line.length, sgr: null };
  }
  let end = at + 1;
  while (end < line.length && isBetween(line, end, [0x20, 0x2f])) end += 1;
  return { end: isBetween(line, end, [0x30, 0x7e]) ? end + 1 : end, sgr: null };
}

function isBetween(line: string, at: number, [low, high]: [number, number]): boolean {
  const code = line.charCodeAt(at);
  return code >= low && code <= high;
}

const switches: Partial<Record<number, Partial<Sgr>>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { strike: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { strike: false },
  39: { fg: null },
  49: { bg: null },
};

function applySgr(before: Sgr | null, parameters: string): Sgr | null {
  if (!/^[\d;:]*$/.test(parameters)) return before; // private: not a colour
  const groups = parameters.split(";").map((group) => group.split(":").map(Number));
  const codes = groups.map(([code = 0]) => code);
  let sgr = before ?? plainSgr;
  for (let i = 0; i < codes.length; i += 1) {
    const [code = 0, ...own] = groups[i] ?? [];
    if (code === 0) sgr = plainSgr;
    else if (code >= 30 && code <= 37) sgr = { ...sgr, fg: code - 30 };
    else if (code >= 40 && code <= 47) sgr = { ...sgr, bg: code - 40 };
    else if (code >= 90 && code <= 97) sgr = { ...sgr, fg: code - 82 };
    else if (code >= 100 && code <= 107) sgr = { ...sgr, bg: code - 92 };
    else if (code === 38 || code === 48 || code === 58) {
      // With colons all of it stands in one parameter, with semicolons in those that follow.
      const extended = own.length > 0 ? readColor(withoutSpace(own), 0) : readColor(codes, i + 1);
      if (own.length === 0) i = extended.last;
      // 58 is the colour of the underline, which is not drawn.
      if (extended.color !== null && code !== 58) sgr = { ...sgr, [code === 38 ? "fg" : "bg"]: extended.color };
    } else if (code === 4 && own[0] === 0) sgr = { ...sgr, underline: false };
    else sgr = { ...sgr, ...switches[code] };
  }
  return sgr === plainSgr ? null : sgr;
}

/** `2:space:r:g:b` names a colour space, mostly an empty one. */
const withoutSpace = ([kind = 0, ...own]: number[]) => [kind, ...(kind === 2 && own.length > 3 ? own.slice(1) : own)];

const LEVELS = [0, 95, 135, 175, 215, 255] as const;
const byte = (value: number | undefined) => Math.min(255, value ?? 0);

/** `5;n` or `2;r;g;b`; the numbers 0 to 15 stay names, so that they follow the theme. */
function readColor(codes: number[], at: number): { color: AnsiColor | null; last: number } {
  if (codes[at] === 2) return { color: [byte(codes[at + 1]), byte(codes[at + 2]), byte(codes[at + 3])], last: at + 3 };
  if (codes[at] !== 5) return { color: null, last: at };
  const index = byte(codes[at + 1]);
  const last = at + 1;
  if (index < 16) return { color: index, last };
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return { color: [grey, grey, grey], last };
  }
  const cube = index - 16;
  const level = (step: number) => LEVELS[step % 6] ?? 0;
  return { color: [level(Math.floor(cube / 36)), level(Math.floor(cube / 6)), level(cube)], last };
}
