/** The transcript while it is being folded: its entries, and what is still open among them. */
import type { Sgr } from "#server/domain/ansi.ts";
import type { ActivityEntry, Stream } from "./activityEntry.ts";

/** Where an item stands: its entry, which part of it, and the files that a patch named. */
export type Place = { at: number; part: number; paths: readonly string[] };
/** A stream of plain output: the line that has not seen its line feed, and the colours set by then. */
export type StreamEnd = { open: { n: number; nextOffset: number } | null; sgr: Sgr | null };
/** What a turn reported while it ran; `parts` sums its requests, to tell what they were made of. */
export type LiveUsage = {
  input: number;
  output: number;
  parts: { input: number; output: number; cached: number; reasoning: number };
};

export type ActivityState = {
  entries: readonly ActivityEntry[];
  /** The folder that paths are shown relative to. */
  root: string | null;
  /** The turn that goes on. */
  turn: number | null;
  /** The turn that the open items belong to: their ids start again with each. */
  itemsOf: number | null;
  /** When the turn's last item came: what the next thought is measured from. */
  itemAt: string | null;
  open: ReadonlyMap<string, Place>;
  /** Files that a patch named and whose size is not known yet: path → index. */
  asked: ReadonlyMap<string, number>;
  heads: ReadonlyMap<number, number>;
  streams: Readonly<Record<Stream, StreamEnd>>;
  usage: ReadonlyMap<number, LiveUsage>;
};

const quiet: StreamEnd = { open: null, sgr: null };

export const emptyActivity: ActivityState = {
  entries: [],
  root: null,
  turn: null,
  itemsOf: null,
  itemAt: null,
  open: new Map(),
  asked: new Map(),
  heads: new Map(),
  streams: { stdout: quiet, stderr: quiet },
  usage: new Map(),
};

export type Draft = Omit<ActivityState, "entries" | "open" | "asked" | "heads" | "streams" | "usage"> & {
  entries: ActivityEntry[];
  open: Map<string, Place>;
  asked: Map<string, number>;
  heads: Map<number, number>;
  streams: Record<Stream, StreamEnd>;
  usage: Map<number, LiveUsage>;
};

export function toDraft(state: ActivityState): Draft {
  return {
    ...state,
    entries: [...state.entries],
    open: new Map(state.open),
    asked: new Map(state.asked),
    heads: new Map(state.heads),
    streams: { ...state.streams },
    usage: new Map(state.usage),
  };
}

export type At = { seq: number; ts: string; turn?: number | null | undefined };
type Body<Entry> = Entry extends ActivityEntry ? Omit<Entry, "key" | "seq" | "ts" | "turn"> : never;

/** Adds an entry and says where it stands. What names no turn belongs to the one that goes on. */
export function addEntry(draft: Draft, at: At, body: Body<ActivityEntry>): number {
  const { seq, ts, turn = draft.turn } = at;
  draft.entries.push({ key: `${body.kind}${seq}`, seq, ts, turn, ...body });
  return draft.entries.length - 1;
}

/** The entry at an index if it is of that kind: the one way to what stands there already. */
export function entryAt<Kind extends ActivityEntry["kind"]>(
  draft: Draft,
  index: number | undefined,
  kind: Kind,
): Extract<ActivityEntry, { kind: Kind }> | null {
  const entry = index === undefined ? undefined : draft.entries[index];
  return entry?.kind === kind ? (entry as Extract<ActivityEntry, { kind: Kind }>) : null;
}

/** Ids of items begin again with each turn and each try: what is open belongs to the one before, and did not end. */
export function enterTurn(draft: Draft, turn: number): void {
  if (draft.itemsOf === turn) return;
  closeOpen(draft);
  draft.itemsOf = turn;
  draft.itemAt = null;
}

export function closeOpen(draft: Draft): void {
  for (const { at } of draft.open.values()) {
    const entry = draft.entries[at];
    if (entry) draft.entries[at] = abandon(entry);
  }
  draft.open.clear();
  draft.asked.clear();
  draft.streams = { stdout: quiet, stderr: quiet };
}

function abandon(entry: ActivityEntry): ActivityEntry {
  switch (entry.kind) {
    case "message":
    case "reasoning":
      return { ...entry, parts: entry.parts.map((part) => ({ ...part, growing: false })) };
    case "command":
      return entry.state === "running" ? { ...entry, state: "lost", tests: abandonTests(entry.tests) } : entry;
    case "tests":
      return { ...entry, tests: abandonTests(entry.tests) };
    case "call":
    case "search":
      return entry.state === "running" ? { ...entry, state: "lost" } : entry;
    default:
      return entry;
  }
}

function abandonTests<Tests extends { state: string } | null>(tests: Tests): Tests {
  return tests?.state === "running" ? { ...tests, state: "lost" } : tests;
}

/** A field as text, whatever a writer put there. */
export function toText(value: unknown): string {
  return typeof value === "string" ? value : value === undefined || value === null ? "" : (JSON.stringify(value) ?? "");
}

/** A field of a foreign object, if there is one. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

export function sinceMs(ts: string, from: string): number | null {
  const ms = Date.parse(ts) - Date.parse(from);
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
