/** The log while it is being folded: what stands there, and what is still open. */
import { parseAnsi, type Sgr } from "#server/domain/ansi.ts";
import type { LogLine, LogTag, TextLine, TurnPlace } from "./logLine.ts";
import { ROW_MAX_CHARS, toPieces } from "./longText.ts";
import { utf8Length } from "./utf8Length.ts";

export type Stream = "stdout" | "stderr";

/** A line of output that has not seen its line feed yet. */
type OpenText = { index: number; nextOffset: number } | null;

export type LogState = {
  lines: readonly LogLine[];
  /** The last execution of each turn, and where its head stands. */
  turns: ReadonlyMap<number, { place: TurnPlace; index: number }>;
  /** The turn that runs now. */
  current: TurnPlace | null;
  /** Commands that have not ended: item id → index. */
  running: ReadonlyMap<string, number>;
  open: Readonly<Record<Stream, OpenText>>;
  sgr: Readonly<Record<Stream, Sgr | null>>;
  /** Some of it is only in the stored output. */
  hasStored: boolean;
};

export const emptyLog: LogState = {
  lines: [],
  turns: new Map(),
  current: null,
  running: new Map(),
  open: { stdout: null, stderr: null },
  sgr: { stdout: null, stderr: null },
  hasStored: false,
};

export type Draft = {
  lines: LogLine[];
  turns: Map<number, { place: TurnPlace; index: number }>;
  current: TurnPlace | null;
  running: Map<string, number>;
  open: Record<Stream, OpenText>;
  sgr: Record<Stream, Sgr | null>;
  hasStored: boolean;
};

/** The event that lines are made of now, and how many parts of it were placed already. */
export type At = { seq: number; ts: string; turn: number | null; parts: number };

export function toDraft(state: LogState): Draft {
  return {
    lines: [...state.lines],
    turns: new Map(state.turns),
    current: state.current,
    running: new Map(state.running),
    open: { ...state.open },
    sgr: { ...state.sgr },
    hasStored: state.hasStored,
  };
}

const MAX_PARTS = 2 ** 20; // lines of one event; far above any that it may have

export const nameOf = ({ seq, part }: { seq: number; part: number }) => seq * MAX_PARTS + part;

export function place(draft: Draft, at: At) {
  const within = at.turn === null ? draft.current : (draft.turns.get(at.turn)?.place ?? null);
  const address = { seq: at.seq, part: at.parts++ };
  return { n: nameOf(address), ...address, ts: at.ts, block: null, within };
}

type NewText = {
  tag: LogTag;
  text: string;
  tone?: TextLine["tone"];
  prose?: boolean;
  block?: number;
  sgr?: Sgr | null;
  goesOn?: boolean;
  offset?: number | null;
};

/** One line of text, in as many rows as its length asks for; prose is one row however long it is. */
export function addText(draft: Draft, at: At, line: NewText): void {
  if (line.prose || line.text.length <= ROW_MAX_CHARS) return addPiece(draft, at, line);
  let { sgr = null, offset = null } = line;
  for (const [index, text] of toPieces(line.text).entries()) {
    addPiece(draft, at, { ...line, text, sgr, offset, goesOn: line.goesOn || index > 0 });
    if (text.includes("\x1b")) sgr = parseAnsi(text, sgr).end;
    if (offset !== null) offset += utf8Length(text);
  }
}

function addPiece(draft: Draft, at: At, line: NewText): void {
  const { n, seq, part, ts, within } = place(draft, at);
  const { tag, text, tone = "plain", prose = false, block = null, sgr = null, goesOn = false, offset = null } = line;
  draft.lines.push({ kind: "text", n, seq, part, ts, block, within, tag, text, tone, prose, sgr, goesOn, offset });
}
