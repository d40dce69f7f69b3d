/** What somebody folded and unfolded in the log, and how something hidden is brought to light. */
"use client";

import { useMemo, useState } from "react";
import type { LogEntry } from "./logEntry.ts";
import { isOpenBlock, type LogRows } from "./logRows.ts";
import { SHOWN_CHARS } from "./rowHeight.ts";

export type Folds = {
  toggled: ReadonlySet<number>;
  closed: ReadonlySet<number>;
  opened: ReadonlySet<number | string>;
};

export type FoldActions = {
  /** Of a block, by its number. */
  toggleBlock: (block: number) => void;
  /** Of a turn, by the number of its head. */
  toggleTurn: (head: number) => void;
  /** Of repeats, a long line, an object, by key. */
  toggleOpen: (key: number | string) => void;
};

const nothing: Folds = { toggled: new Set(), closed: new Set(), opened: new Set() };

function flip<Member>(set: ReadonlySet<Member>, member: Member): ReadonlySet<Member> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}

export function useFolds() {
  const [folds, setFolds] = useState(nothing);
  const actions = useMemo<FoldActions>(
    () => ({
      toggleBlock: (block) => setFolds((before) => ({ ...before, toggled: flip(before.toggled, block) })),
      toggleTurn: (head) => setFolds((before) => ({ ...before, closed: flip(before.closed, head) })),
      toggleOpen: (key) => setFolds((before) => ({ ...before, opened: flip(before.opened, key) })),
    }),
    [],
  );
  return { folds, actions, setFolds };
}

/** The folds with everything open that hides this place of a line. */
export function unfoldFor(
  folds: Folds,
  entries: readonly LogEntry[],
  place: { rows: LogRows; at: number; to?: number },
): Folds {
  const { rows, at, to = 0 } = place;
  const entry = entries[at];
  if (!entry) return folds;
  const { line } = entry;
  let { toggled, closed, opened } = folds;
  if (line.kind !== "turn" && line.within && closed.has(line.within.head)) closed = flip(closed, line.within.head);
  const block = line.block === null ? null : headOfBlock(entries, at);
  if (block && !isOpenBlock(block, folds)) toggled = flip(toggled, block.n);
  const lead = line.kind === "text" && line.goesOn ? leadOf(entries, at) : to > SHOWN_CHARS ? entry : null;
  if (lead && !opened.has(lead.key)) opened = flip(opened, lead.key);
  const row = rows.list[rows.rowOf[at] ?? -1];
  if (row?.fold === "repeat" && !row.open && row.at < at && at < row.at + row.count) opened = flip(opened, row.key);
  if (toggled === folds.toggled && closed === folds.closed && opened === folds.opened) return folds;
  return { toggled, closed, opened };
}

function headOfBlock(entries: readonly LogEntry[], at: number) {
  const block = entries[at]?.line.block;
  for (let above = at - 1; above >= 0; above -= 1) {
    const line = entries[above]?.line;
    if (line?.kind === "block" && line.n === block) return line;
  }
  return null;
}

function leadOf(entries: readonly LogEntry[], at: number): LogEntry | null {
  for (let above = at; above >= 0; above -= 1) {
    const entry = entries[above];
    if (entry?.line.kind === "text" && !entry.line.goesOn) return entry;
  }
  return null;
}
