/** What a program printed, as lines: pieces of a line are joined, one that is too long for a row goes on in the next. */
import { parseAnsi } from "#server/domain/ansi.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { addText, type At, type Draft, type Stream } from "./logDraft.ts";
import type { TextLine } from "./logLine.ts";
import { ROW_MAX_CHARS } from "./longText.ts";
import { utf8Length } from "./utf8Length.ts";

export function addOutput(draft: Draft, event: RunEvent & { type: "subprocess_output" }, at: At): void {
  const { stream } = event;
  const open = draft.open[stream];
  const before = open && open.nextOffset === event.offset ? draft.lines[open.index] : undefined;
  const parts = event.text.split("\n");
  let offset = event.offset;
  const unfinished = parts.at(-1) !== "";
  if (!unfinished) parts.pop();
  let index = -1;
  for (const [nth, part] of parts.entries()) {
    at.parts = Math.max(at.parts, nth); // counts parts that another event's line took, so addresses stay
    const continued = nth === 0 && before?.kind === "text" ? before : null;
    if (open && continued && continued.text.length + part.length <= ROW_MAX_CHARS) {
      index = open.index;
      draft.lines[index] = { ...continued, text: continued.text + part };
    } else {
      if (continued) carrySgr(draft, stream, continued);
      const tag = stream === "stdout" ? "out" : "err";
      addText(draft, at, { tag, text: part, sgr: draft.sgr[stream], goesOn: continued !== null, offset });
      index = draft.lines.length - 1;
    }
    const line = draft.lines[index];
    const isWhole = nth < parts.length - 1 || !unfinished;
    if (line?.kind === "text" && isWhole) carrySgr(draft, stream, line);
    offset += utf8Length(part) + (isWhole ? 1 : 0);
  }
  draft.open[stream] = unfinished ? { index, nextOffset: offset } : null;
}

/** What a line, or a piece of one, leaves set for what comes behind it. */
function carrySgr(draft: Draft, stream: Stream, line: TextLine): void {
  draft.sgr[stream] = line.text.includes("\x1b") ? parseAnsi(line.text, line.sgr).end : line.sgr;
}
