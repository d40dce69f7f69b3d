/** The log while it is being folded: what stands there, and what is still open. */
import type { Sgr } from "./ansi.ts";
import type { LogLine, LogTag, TextLine } from "./logLine.ts";

export type Stream = "stdout" | "stderr";

/** A line of output that has not seen its line feed yet. */
type OpenText = { index: number; nextOffset: number } | null;

export type LogState = {
  lines: readonly LogLine[];
  /** Where the head of each turn stands. */
  heads: ReadonlyMap<number, number>;
  /** Commands that have not ended: item id → index. */
  running: ReadonlyMap<string, number>;
  open: Readonly<Record<Stream, OpenText>>;
  sgr: Readonly<Record<Stream, Sgr | null>>;
};

export const emptyLog: LogState = {
  lines: [],
  heads: new Map(),
  running: new Map(),
  open: { stdout: null, stderr: null },
  sgr: { stdout: null, stderr: null },
};

export type Draft = {
  lines: LogLine[];
  heads: Map<number, number>;
  running: Map<string, number>;
  open: Record<Stream, OpenText>;
  sgr: Record<Stream, Sgr | null>;
};
export type At = { seq: number; ts: string };

export function toDraft(state: LogState): Draft {
  return {
    lines: [...state.lines],
    heads: new Map(state.heads),
    running: new Map(state.running),
    open: { ...state.open },
    sgr: { ...state.sgr },
  };
}

export function place(draft: Draft, at: At): { n: number; seq: number; ts: string; block: null } {
  return { n: draft.lines.length + 1, seq: at.seq, ts: at.ts, block: null };
}

export function addText(
  draft: Draft,
  at: At,
  line: { tag: LogTag; text: string; tone?: TextLine["tone"]; prose?: boolean; block?: number; sgr?: Sgr | null },
): void {
  const { tone = "plain", prose = false, block = null, sgr = null, tag, text } = line;
  draft.lines.push({ kind: "text", ...place(draft, at), tag, text, tone, prose, sgr, block });
}
