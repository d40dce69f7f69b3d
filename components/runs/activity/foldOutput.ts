/** Plain output in the transcript: one entry a stretch, its last lines kept, however much came. */
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { parseAnsi } from "#server/domain/ansi.ts";
import { addEntry, entryAt, toText, type At, type Draft } from "./activityDraft.ts";
import type { OutputEntry, OutputLine, Stream } from "./activityEntry.ts";

export const KEPT_LINES = 40; // a screenful: the log has the rest
const LINE_MAX_CHARS = 2_000;

type TextLine = Extract<OutputLine, { kind: "text" }>;

export function addOutput(draft: Draft, event: RunEvent & { type: "subprocess_output" }): void {
  const { stream, offset } = event;
  const text = toText(event.text);
  const { at, entry } = openStretch(draft, event);
  const lines = [...entry.lines];
  let { last, total } = entry;
  let { open, sgr } = draft.streams[stream];
  if (open && open.nextOffset !== offset) open = null;

  const parts = text.split("\n");
  const unfinished = parts.at(-1) !== "";
  if (!unfinished) parts.pop();
  for (const [index, part] of parts.entries()) {
    const begun = index === 0 && open ? lines.findIndex((line) => line.n === open?.n) : -1;
    const before = lines[begun];
    let line: TextLine;
    if (before?.kind === "text") {
      line = grow(before, part);
      lines[begun] = line;
    } else {
      last += 1;
      total += 1;
      line = grow({ kind: "text", n: last, stream, text: "", sgr, cut: 0 }, part);
      lines.push(line);
    }
    if (index < parts.length - 1 || !unfinished) {
      if (line.text.includes("\x1b")) sgr = parseAnsi(line.text, line.sgr).end;
      else sgr = line.sgr;
      open = null;
    } else open = { n: line.n, nextOffset: offset + new TextEncoder().encode(text).length };
  }
  draft.streams[stream] = { open, sgr };
  draft.entries[at] = { ...entry, lines: lines.slice(-KEPT_LINES), last, total };
}

export function addSkipped(draft: Draft, event: RunEvent & { type: "output_skipped" }): void {
  const { at, entry } = openStretch(draft, event);
  const { stream, bytes } = event;
  draft.streams[stream] = { ...draft.streams[stream], open: null };
  const last = entry.last + 1;
  const lines: OutputLine[] = [...entry.lines, { kind: "skipped", n: last, stream, bytes }];
  draft.entries[at] = { ...entry, lines: lines.slice(-KEPT_LINES), last };
}

/** Its last lines are not among those that are kept: a lean log has them behind it. */
export function addPassage(draft: Draft, passage: OutputPassage): void {
  const { from: seq, ts, turn, stream, lines } = passage;
  const { at, entry } = openStretch(draft, { seq, ts, turn });
  draft.streams[stream] = { open: null, sgr: null };
  draft.entries[at] = { ...entry, last: entry.last + lines, total: entry.total + lines };
}

/** The stretch that goes on, or another one: whatever else happened in between ends it. */
function openStretch(draft: Draft, event: At & { turn: number }): { at: number; entry: OutputEntry } {
  const end = draft.entries.length - 1;
  const current = entryAt(draft, end, "output");
  if (current?.turn === event.turn) return { at: end, entry: current };
  for (const stream of ["stdout", "stderr"] as const satisfies Stream[])
    draft.streams[stream] = { ...draft.streams[stream], open: null };
  const at = addEntry(draft, event, { kind: "output", lines: [], last: 0, total: 0 });
  return { at, entry: draft.entries[at] as OutputEntry };
}

/** Adds to a line what a terminal would show of it: a carriage return begins it again. */
function grow(line: TextLine, part: string): TextLine {
  let text = line.text + part;
  let { sgr, cut } = line;
  const again = text.endsWith("\r") ? text.lastIndexOf("\r", text.length - 2) : text.lastIndexOf("\r");
  if (again !== -1) {
    const gone = text.slice(0, again);
    if (gone.includes("\x1b")) sgr = parseAnsi(gone, sgr).end;
    text = text.slice(again + 1);
    cut = 0;
  }
  if (text.length > LINE_MAX_CHARS) {
    cut += text.length - LINE_MAX_CHARS;
    text = text.slice(0, LINE_MAX_CHARS);
  }
  return { ...line, text, sgr, cut };
}
