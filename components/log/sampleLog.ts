/** Logs for tests: the events of a run as somebody would tell them, and what the page makes of them. */
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { createEntries, type LoadedOutput, type LogEntries } from "./logEntries.ts";
import { emptyLog, nameOf, type LogState } from "./logDraft.ts";
import { foldEvents, foldGap, foldPassage } from "./logLines.ts";
import { createRows, type LogRows, type LogView } from "./logRows.ts";

export const wholeLog: LogView = {
  scope: null,
  kind: "all",
  toggled: new Set(),
  closed: new Set(),
  opened: new Set(),
};

/** The name of the nth line that an event made. */
export const named = (seq: number, part = 0) => nameOf({ seq, part });

type Told = Omit<StoredEvent, "seq" | "runId">;

const TS = "2026-11-20T10:00:00.000Z";

/** Tells events one after the other: they are numbered, and output goes on where it was. */
export function tellLog() {
  let turn = 1;
  let offset = 0;
  let seq = 0;
  let state = emptyLog;
  let folded = 0;
  const events: StoredEvent[] = [];
  const tell = (event: Told) => {
    seq += 1;
    events.push({ runId: "r_1", seq, ...event } as StoredEvent);
    return told;
  };
  const item = (phase: string, itemId: string, body: unknown) =>
    tell({ type: "turn_item", ts: TS, turn, phase, itemId, item: body, codex: null });
  const told = {
    events,
    turn(number: number, tries = 1) {
      turn = number;
      return tell({ type: "turn_started", ts: TS, turn, try: tries, pid: 1, promptBytes: 1, promptHash: "h" });
    },
    endTurn: () => tell({ type: "turn_completed", ts: TS, turn, durationMs: 1_000, tokenUsage: null }),
    print(text: string, stream: "stdout" | "stderr" = "stdout") {
      const at = offset;
      offset += new TextEncoder().encode(text).length;
      return tell({ type: "subprocess_output", ts: TS, turn, stream, text, offset: at });
    },
    skip(bytes: number) {
      const at = offset;
      offset += bytes;
      return tell({ type: "output_skipped", ts: TS, turn, stream: "stdout", offset: at, bytes });
    },
    say: (text: string) =>
      item("completed", "m", { type: "message", role: "assistant", content: [{ type: "output_text", text }] }),
    begin: (command: string) =>
      item("started", command, {
        type: "local_shell_call",
        call_id: command,
        status: "in_progress",
        action: { type: "exec", command: ["bash", "-lc", command] },
      }),
    end: (command: string, output: string, exit = 0) =>
      item("completed", command, {
        type: "function_call_output",
        call_id: command,
        output: { content: output, success: exit === 0, exit_code: exit },
      }),
    run: (command: string, output: string, exit = 0) => told.begin(command) && told.end(command, output, exit),
    event: (type: string, fields: Record<string, unknown>) => tell({ type, ts: TS, ...fields }),
    /** So many events are gone. */
    lose(count: number) {
      state = foldGap(told.log(), { from: seq + 1, to: seq + count, reason: "retention" });
      seq += count;
      return told;
    },
    /** So many lines of ten bytes, in as many events, of which a lean log has no text. */
    pass(lines: number) {
      const at = { turn, stream: "stdout" as const, offset, bytes: lines * 10 };
      const passage = { from: seq + 1, to: seq + lines, ts: TS, ...at, line: offset / 10, lines, shown: lines };
      state = foldPassage(told.log(), passage);
      seq += lines;
      offset += at.bytes;
      return told;
    },
    /** Folds on, as the page does: lines that did not change stay the same objects. */
    log(): LogState {
      state = foldEvents(state, events.slice(folded));
      folded = events.length;
      return state;
    },
  };
  return told;
}

export type ToldLog = ReturnType<typeof tellLog>;

export function entriesOf(told: ToldLog, loaded: ReadonlyMap<number, LoadedOutput> = new Map()): LogEntries {
  return createEntries()(told.log().lines, loaded);
}

export function rowsOf(told: ToldLog, view: Partial<LogView> = {}): LogRows {
  return createRows()(entriesOf(told), { ...wholeLog, ...view });
}

/** Each row in a word: its text, or what it is; with how many lines it stands for. */
export function wordsOf(rows: LogRows): string[] {
  return rows.list.map(({ entry: { line }, count }) => {
    const word =
      line.kind === "text"
        ? line.text
        : line.kind === "block"
          ? `$ ${line.title}`
          : line.kind === "turn"
            ? `turn ${line.turn}`
            : line.kind;
    return count > 1 ? `${word} ×${count}` : word;
  });
}
