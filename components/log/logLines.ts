/** The fold from events to lines: pure, incremental, and total; an event nobody knows is shown as it is. */
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { Gap } from "#server/domain/run.ts";
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import { formatMessage, formatPlural } from "#components/ui/format.ts";
import { parseAnsi, type Sgr } from "#server/domain/ansi.ts";
import { toSystemText } from "./eventTexts.ts";
import { addOutput } from "./outputLines.ts";
import { addText, nameOf, place, toDraft, type At, type Draft, type LogState } from "./logDraft.ts";
import type { BlockLine, LogTag, PassageLine, TurnLine } from "./logLine.ts";
import { toItemLines, type ItemLine } from "./itemLines.ts";

/** Folds what is new; the state that came in stays as it was. */
export function foldEvents(state: LogState, events: readonly StoredEvent[]): LogState {
  const draft = toDraft(state);
  for (const event of events) {
    const known = toKnownEvent(event);
    const at: At = { seq: event.seq, ts: event.ts, turn: typeof event.turn === "number" ? event.turn : null, parts: 0 };
    if (!known || !isFolded(draft, known, at))
      addText(draft, at, { tag: "sys", text: JSON.stringify(event), tone: "quiet" });
  }
  return draft;
}

/** A newer writer's event may lack what ours have: it must not cost the rest of the log. */
function isFolded(draft: Draft, event: RunEvent, at: At): boolean {
  try {
    foldEvent(draft, event, at);
    return true;
  } catch {
    return false;
  }
}

export function foldGap(state: LogState, gap: Gap): LogState {
  const draft = toDraft(state);
  const at: At = { seq: gap.from, ts: draft.lines.at(-1)?.ts ?? "", turn: null, parts: 0 };
  draft.lines.push({ kind: "gap", ...place(draft, at), ...gap });
  return draft;
}

/** One that goes on where the last one ends is the same. */
export function foldPassage(state: LogState, passage: OutputPassage): LogState {
  const draft = toDraft(state);
  const { from: seq, to, ts, turn, stream, offset, bytes, line, lines, shown } = passage;
  leaveTurn(draft, turn);
  draft.hasStored = true;
  draft.open[stream] = null;
  draft.sgr[stream] = null;
  const last = draft.lines.at(-1);
  if (last?.kind === "passage" && isContinuedBy(last, passage))
    draft.lines[draft.lines.length - 1] = {
      ...last,
      bytes: last.bytes + bytes,
      lines: last.lines + lines,
      shown: last.shown + shown,
      to,
    };
  else {
    const at: At = { seq, ts, turn, parts: 0 };
    draft.lines.push({ kind: "passage", ...place(draft, at), turn, stream, offset, bytes, line, lines, shown, to });
  }
  return draft;
}

const isContinuedBy = (last: PassageLine, next: OutputPassage) =>
  last.turn === next.turn &&
  last.stream === next.stream &&
  last.offset + last.bytes === next.offset &&
  last.line + last.lines === next.line;

/** What belongs to a later turn says that this one is over. */
function leaveTurn(draft: Draft, turn: number | null): void {
  if (draft.current && turn !== null && turn > draft.current.turn) loseTurn(draft);
}

function foldEvent(draft: Draft, event: RunEvent, at: At): void {
  leaveTurn(draft, at.turn);
  switch (event.type) {
    case "turn_started":
      beginTurn(draft, event, at);
      return;
    case "turn_completed":
      endTurn(draft, event.turn, {
        state: "completed",
        durationMs: event.durationMs,
        tokens: event.tokenUsage?.totalTokens ?? null,
        ending: "",
        note: "",
      });
      return;
    case "turn_failed": {
      const head = headOf(draft, event.turn)?.line;
      addText(draft, at, { tag: "sys", text: formatMessage(event.error.message), tone: "bad", prose: true });
      endTurn(draft, event.turn, {
        state: "failed",
        durationMs: head ? Date.parse(event.ts) - Date.parse(head.ts) : null,
        tokens: undefined,
        ending: event.signal ?? (typeof event.exitCode === "number" ? `exit ${event.exitCode}` : ""),
        note: event.error.code,
      });
      return;
    }
    case "subprocess_output":
      addOutput(draft, event, at);
      return;
    case "output_skipped": {
      draft.open[event.stream] = null;
      const { turn, stream, offset, bytes } = event;
      draft.hasStored = true;
      draft.lines.push({ kind: "skipped", ...place(draft, at), turn, stream, offset, bytes });
      return;
    }
    case "turn_item":
      for (const line of toItemLines(event)) addItemLine(draft, line, { at, itemId: event.itemId });
      return;
    case "log_updated":
      addBlock(draft, at, {
        tag: "log",
        title: `${event.kind}.md  +${formatPlural(event.delta.addedLines, "line")}`,
        body: event.delta.tail,
      });
      return;
    default: {
      const text = toSystemText(event);
      if (text) addText(draft, at, text);
    }
  }
}

function beginTurn(draft: Draft, event: RunEvent & { type: "turn_started" }, at: At): void {
  draft.open = { stdout: null, stderr: null };
  draft.sgr = { stdout: null, stderr: null };
  loseTurn(draft);
  draft.current = { turn: event.turn, head: nameOf({ seq: at.seq, part: at.parts }), ts: event.ts };
  draft.turns.set(event.turn, { place: draft.current, index: draft.lines.length });
  draft.lines.push({
    kind: "turn",
    ...place(draft, at),
    turn: event.turn,
    try: event.try,
    state: "running",
    durationMs: null,
    tokens: undefined,
    ending: "",
    note: "",
  });
}

/** Another one goes on: this one is over, and nothing said how. */
function loseTurn(draft: Draft): void {
  const head = draft.current && headOf(draft, draft.current.turn);
  if (head) draft.lines[head.index] = { ...head.line, state: "lost" };
  draft.current = null;
  closeBlocks(draft, "lost");
}

function closeBlocks(draft: Draft, state: "failed" | "lost"): void {
  for (const at of draft.running.values()) {
    const block = draft.lines[at];
    if (block?.kind === "block") draft.lines[at] = { ...block, state };
  }
  draft.running.clear();
}

function headOf(draft: Draft, turn: number): { line: TurnLine; index: number } | null {
  const index = draft.turns.get(turn)?.index ?? -1;
  const line = draft.lines[index];
  return line?.kind === "turn" ? { line, index } : null;
}

type TurnEnd = Pick<TurnLine, "state" | "durationMs" | "tokens" | "ending" | "note">;

function endTurn(draft: Draft, turn: number, end: TurnEnd): void {
  const head = headOf(draft, turn);
  if (head) draft.lines[head.index] = { ...head.line, ...end };
  draft.current = null;
  closeBlocks(draft, "failed"); // they died with their turn
}

function addItemLine(draft: Draft, line: ItemLine, { at, itemId }: { at: At; itemId: string }): void {
  if (line.kind === "text") return addText(draft, at, line);
  if (line.kind === "block") return addBlock(draft, at, line);
  if (line.kind === "begin") {
    draft.running.set(itemId, draft.lines.length);
    draft.lines.push(toBlock(draft, at, { tag: "cmd", title: line.title, state: "running" }));
    return;
  }
  const index = draft.running.get(itemId) ?? -1;
  const begun = draft.lines[index];
  draft.running.delete(itemId);
  const known = begun?.kind === "block" ? begun : null;
  const durationMs = known ? Date.parse(at.ts) - Date.parse(known.ts) : null;
  addBlock(draft, at, {
    tag: "cmd",
    title: known?.title ?? line.title,
    body: line.output,
    end: { exitCode: line.exitCode, durationMs, failed: line.failed },
    ...(known && { into: { block: known, index } }),
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
    into?: { block: BlockLine; index: number };
  },
): void {
  const { end, into } = block;
  const body = block.body.replace(/\n$/, "");
  const index = into?.index ?? draft.lines.length;
  const head = into?.block ?? toBlock(draft, at, { tag: block.tag, title: block.title, state: "done" });
  if (!into) draft.lines.push(head);
  const bodyAt = draft.lines.length;
  let sgr: Sgr | null = null;
  for (const row of body === "" ? [] : body.split("\n")) {
    addText(draft, at, { tag: block.tag === "cmd" ? "out" : block.tag, text: row, block: head.n, sgr });
    if (row.includes("\x1b")) sgr = parseAnsi(row, sgr).end;
  }
  draft.lines[index] = {
    ...head,
    state: end?.failed ? "failed" : "done",
    exitCode: end?.exitCode ?? null,
    durationMs: end?.durationMs ?? null,
    bodyAt,
    inside: draft.lines.length - bodyAt,
  };
}
