/** An entry of the transcript: what the fold makes of events, and nothing that depends on the viewer. */
import type { Gap } from "#server/domain/run.ts";
import type { Outcome } from "#server/domain/outcome.ts";
import type { Sgr } from "#server/domain/ansi.ts";

export type Base = {
  /** Its name among its like: entries are never taken away, and keep it when they grow. */
  key: string;
  seq: number;
  ts: string;
  /** null = between turns. */
  turn: number | null;
};

export type Stream = "stdout" | "stderr";
/** lost = whatever would have said how it ended never came. */
export type CallState = "running" | "done" | "failed" | "lost";

export type TurnEntry = Base & {
  kind: "turn";
  try: number;
  promptBytes: number | null;
  /** stopped = somebody interrupted it. */
  state: CallState | "stopped";
  durationMs: number | null;
  /** null = none were reported; undefined = the turn has not ended. */
  tokens: number | null | undefined;
};

export type TextPart = {
  text: string;
  /** The model still writes it. */
  growing: boolean;
  /** The next piece of the same item belongs to it. */
  goesOn: boolean;
  /** It is longer than what is kept. */
  cut: boolean;
  /** When the model began with it, as far as that can be told. */
  from: string | null;
  ms: number | null;
};
/** Thoughts that follow each other are one entry with several parts; a message has one. */
type Text<Kind> = Base & { kind: Kind; parts: readonly TextPart[] };
export type TextEntry = Text<"message"> | Text<"reasoning">;

export type TestFacts = {
  state: CallState;
  /** null = not counted yet, or never. */
  counts: { passed: number; failed: number; skipped: number } | null;
  exitCode: number | null;
  durationMs: number | null;
};
export type CommandEntry = Base & {
  kind: "command";
  command: string;
  /** The run's own check, not something that the agent did. */
  check: boolean;
  state: CallState;
  /** Codex says of some commands that they were not run at all. */
  declined: boolean;
  exitCode: number | null;
  durationMs: number | null;
  output: string;
  tests: TestFacts | null;
};
export type TestEntry = Base & { kind: "tests"; command: string; tests: TestFacts };
export type CallEntry = Base & {
  kind: "call";
  name: string;
  input: string;
  output: string;
  state: CallState;
  durationMs: number | null;
};
export type SearchEntry = Base & { kind: "search"; query: string; state: CallState };

/** Added, modified, deleted; written = it is not known whether it was there before. */
export type FileLetter = "A" | "M" | "D" | "W";
export type FileRow = { path: string; letter: FileLetter; bytes: number | null; state: "asked" | "done" | "failed" };
export type FilesEntry = Base & { kind: "files"; files: readonly FileRow[] };

export type PlanStep = { text: string; state: "done" | "doing" | "open" };
export type PlanEntry = Base & { kind: "plan"; steps: readonly PlanStep[] };

export type OutputLine =
  | {
      kind: "text";
      n: number;
      stream: Stream;
      text: string;
      /** What the stream's lines before left set. */
      sgr: Sgr | null;
      /** Characters that the line has beyond those kept. */
      cut: number;
    }
  | { kind: "skipped"; n: number; stream: Stream; bytes: number };
/** A stretch of plain output: its end is kept, all of it is counted. */
export type OutputEntry = Base & { kind: "output"; lines: readonly OutputLine[]; last: number; total: number };

export type NoteIcon = "start" | "pause" | "resume" | "change" | "cancel" | "recover" | Outcome;
export type NoteEntry = Base & {
  kind: "note";
  icon: NoteIcon;
  text: string;
  by: string | null;
  /** What somebody added in their own words. */
  note: string | null;
};
export type ErrorEntry = Base & { kind: "error"; title: string; code: string | null; message: string };
export type LogEntry = Base & { kind: "log"; name: string; addedLines: number; tail: string };
export type RawEntry = Base & { kind: "raw"; name: string; body: string };
export type GapEntry = Base & { kind: "gap"; from: number; to: number; reason: Gap["reason"] };

export type ActivityEntry =
  | TurnEntry
  | TextEntry
  | CommandEntry
  | TestEntry
  | CallEntry
  | SearchEntry
  | FilesEntry
  | PlanEntry
  | OutputEntry
  | NoteEntry
  | ErrorEntry
  | LogEntry
  | RawEntry
  | GapEntry;
