/** The fold from events to lines: pure, incremental, and total; an event nobody knows is shown as it is. */
import type { Gap } from "#server/domain/run.ts";
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import { formatMessage } from "#components/ui/format.ts";
import { parseAnsi, type Sgr } from "./ansi.ts";
import { toSystemText } from "./eventTexts.ts";
import { addText, place, toDraft, type At, type Draft, type LogState, type Stream } from "./logDraft.ts";
import type { BlockLine, LogTag } from "./logLine.ts";
import { toItemLines, type ItemLine } from "./itemLines.ts";

/** A line that never ends is shown in rows of this many characters. */
const ROW_MAX_CHARS = 4_096;

/** Folds what is new; the state that came in stays as it was. */
export function foldEvents(state: LogState, events: readonly StoredEvent[]): LogState {
  const draft = toDraft(state);
  for (const event of events) {
    const known = toKnownEvent(event);
    if (known) foldEvent(draft, known);
    else addText(draft, event, { tag: "sys", text: JSON.stringify(event), tone: "quiet" });
  }
  return draft;
}

export function foldGap(state: LogState, gap: Gap): LogState {
  const draft = toDraft(state);
  const ts = draft.lines.at(-1)?.ts ?? "";
  draft.lines.push({ kind: "gap", n: draft.lines.length + 1, seq: gap.from, ts, block: null, ...gap });
  return draft;
}

function foldEvent(draft: Draft, event: RunEvent): void {
  switch (event.type) {
    case "turn_started": {
      draft.open = { stdout: null, stderr: null };
      draft.sgr = { stdout: null, stderr: null };
      draft.running.clear();
      draft.heads.set(event.turn, draft.lines.length);
      draft.lines.push({
        kind: "turn",
        ...place(draft, event),
        turn: event.turn,
        try: event.try,
        state: "running",
        durationMs: null,
        tokens: undefined,
        note: "",
      });
      return;
    }
    case "turn_completed":
      endHead(draft, event.turn, {
        state: "completed",
        durationMs: event.durationMs,
        tokens: event.tokenUsage?.totalTokens ?? null,
        note: "",
      });
      return;
    case "turn_failed": {
      const head = headOf(draft, event.turn);
      endHead(draft, event.turn, {
        state: "failed",
        durationMs: head ? Date.parse(event.ts) - Date.parse(head.ts) : null,
        tokens: undefined,
        note: event.error.code,
      });
      addText(draft, event, {
        tag: "sys",
        text: formatMessage(event.error.message),
        tone: "bad",
        prose: true,
      });
      return;
    }
    case "subprocess_output":
      addOutput(draft, event);
      return;
    case "output_skipped": {
      draft.open[event.stream] = null;
      const { turn, stream, offset, bytes } = event;
      draft.lines.push({ kind: "skipped", ...place(draft, event), turn, stream, offset, bytes });
      return;
    }
    case "turn_item":
      for (const line of toItemLines(event)) addItemLine(draft, event, line);
      return;
    case "log_updated":
      addBlock(draft, event, {
        tag: "log",
        title: `${event.kind}.md  +${event.delta.addedLines} ${event.delta.addedLines === 1 ? "line" : "lines"}`,
        body: event.delta.tail,
      });
      return;
    default: {
      const text = toSystemText(event);
      if (text) addText(draft, event, text);
    }
  }
}

function headOf(draft: Draft, turn: number) {
  const head = draft.lines[draft.heads.get(turn) ?? -1];
  return head?.kind === "turn" ? head : null;
}

function endHead(
  draft: Draft,
  turn: number,
  end: { state: "completed" | "failed"; durationMs: number | null; tokens: number | null | undefined; note: string },
): void {
  const index = draft.heads.get(turn);
  const head = headOf(draft, turn);
  if (index !== undefined && head) draft.lines[index] = { ...head, ...end };
  for (const [itemId, at] of draft.running) {
    const block = draft.lines[at];
    if (block?.kind === "block") draft.lines[at] = { ...block, state: "failed" }; // it died with its turn
    draft.running.delete(itemId);
  }
}

function addOutput(draft: Draft, event: RunEvent & { type: "subprocess_output" }): void {
  const { stream } = event;
  const open = draft.open[stream];
  const continued = open && open.nextOffset === event.offset ? draft.lines[open.index] : undefined;
  const parts = event.text.split("\n");
  const nextOffset = event.offset + new TextEncoder().encode(event.text).length;
  const unfinished = parts.at(-1) !== "";
  if (!unfinished) parts.pop();
  let row = -1;
  for (const [index, part] of parts.entries()) {
    const goesOn =
      index === 0 && open && continued?.kind === "text" && continued.text.length + part.length <= ROW_MAX_CHARS;
    const text = goesOn ? continued.text + part : part;
    row = goesOn ? open.index : draft.lines.length;
    if (goesOn) draft.lines[row] = { ...continued, text };
    else addText(draft, event, { tag: stream === "stdout" ? "out" : "err", text, sgr: draft.sgr[stream] });
    if (index < parts.length - 1 || !unfinished) carrySgr(draft, stream, text);
  }
  draft.open[stream] = unfinished ? { index: row, nextOffset } : null;
}

/** What a finished line leaves set for the next one. */
function carrySgr(draft: Draft, stream: Stream, line: string): void {
  if (line.includes("\x1b")) draft.sgr[stream] = parseAnsi(line, draft.sgr[stream]).end;
}

function addItemLine(draft: Draft, event: RunEvent & { type: "turn_item" }, line: ItemLine): void {
  if (line.kind === "text") return addText(draft, event, line);
  if (line.kind === "block") return addBlock(draft, event, line);
  if (line.kind === "begin") {
    draft.running.set(event.itemId, draft.lines.length);
    draft.lines.push(toBlock(draft, event, { tag: "cmd", title: line.title, state: "running" }));
    return;
  }
  const begun = draft.lines[draft.running.get(event.itemId) ?? -1];
  draft.running.delete(event.itemId);
  const known = begun?.kind === "block" ? begun : null;
  const durationMs = known ? Date.parse(event.ts) - Date.parse(known.ts) : null;
  addBlock(draft, event, {
    tag: "cmd",
    title: known?.title ?? line.title,
    body: line.output,
    end: { exitCode: line.exitCode, durationMs, failed: line.failed },
    ...(known && { into: known }),
  });
}

function toBlock(draft: Draft, at: At, block: Pick<BlockLine, "tag" | "title" | "state">): BlockLine {
  return { kind: "block", ...place(draft, at), ...block, exitCode: null, durationMs: null, bodyAt: 0, inside: 0 };
}

/** A head that folds, with its lines: new, or `into` one whose command has ended now. */
function addBlock(
  draft: Draft,
  at: At,
  block: {
    tag: LogTag;
    title: string;
    body: string;
    end?: { exitCode: number | null; durationMs: number | null; failed: boolean };
    into?: BlockLine;
  },
): void {
  const { end, into } = block;
  const body = block.body.replace(/\n$/, "");
  const rows = body === "" ? [] : body.split("\n");
  const head = into ?? toBlock(draft, at, { tag: block.tag, title: block.title, state: "done" });
  if (!into) draft.lines.push(head);
  draft.lines[head.n - 1] = {
    ...head,
    state: end?.failed ? "failed" : "done",
    exitCode: end?.exitCode ?? null,
    durationMs: end?.durationMs ?? null,
    bodyAt: draft.lines.length,
    inside: rows.length,
  };
  let sgr: Sgr | null = null;
  for (const row of rows) {
    addText(draft, at, { tag: block.tag === "cmd" ? "out" : block.tag, text: row, block: head.n, sgr });
    if (row.includes("\x1b")) sgr = parseAnsi(row, sgr).end;
  }
}
