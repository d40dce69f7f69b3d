/** The part of the log that is drawn: which rows and where, how a line is brought into view, and how the place is kept when rows change around it. */
"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useImperativeHandle, useLayoutEffect, useRef, type Ref, type RefObject } from "react";
import type { LogRow, LogRows } from "./logRows.ts";
import { growsAtWill, rowHeight, TURN_HEAD, type RowLook } from "./rowHeight.ts";

const OVERSCAN = 20;

/** A line that somebody wants to see; another object is another wish. */
export type Target = { at: number };

export type LogPlace = {
  /** The first entry that is seen. */
  topAt: () => number;
  /** What is about to change leaves the line at the top where it is. */
  keep: () => void;
};

/** What was measured of a row while it was open says nothing about it folded. */
function sizeKey(row: LogRow, look: RowLook): number | string {
  if (!growsAtWill(row, look)) return row.key;
  return typeof row.key === "number" ? -row.key : `${row.key}~`;
}

export function useLogWindow(
  scroller: RefObject<HTMLElement | null>,
  options: { rows: LogRows; look: RowLook; following: boolean; target: Target | null; place: Ref<LogPlace> },
) {
  const { rows, look, following, target, place } = options;
  const { wrap, coarse } = look;
  const virtual = useVirtualizer({
    count: rows.list.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(
      (index: number) => {
        const row = rows.list[index];
        return row ? rowHeight(row, { wrap, coarse }) : 0;
      },
      [rows, wrap, coarse],
    ),
    getItemKey: useCallback(
      (index: number) => {
        const row = rows.list[index];
        return row ? sizeKey(row, { wrap, coarse }) : index;
      },
      [rows, wrap, coarse],
    ),
    overscan: OVERSCAN,
  });

  const kept = useRef<{ at: number; below: number } | null>(null);
  const startOf = (row: number) => virtual.measurementsCache[row]?.start ?? 0;
  const topRow = () => {
    const top = (scroller.current?.scrollTop ?? 0) + TURN_HEAD; // the head of the turn lies over it
    return virtual.getVirtualItemForOffset(top)?.index ?? 0;
  };
  useImperativeHandle(place, () => ({
    topAt: () => rows.list[topRow()]?.at ?? 0,
    keep() {
      const row = topRow();
      const at = rows.list[row]?.at;
      if (at !== undefined) kept.current = { at, below: startOf(row) - (scroller.current?.scrollTop ?? 0) };
    },
  }));
  useLayoutEffect(() => {
    const before = kept.current;
    const element = scroller.current;
    kept.current = null;
    if (!before || !element || following) return;
    element.scrollTop = (virtual.measurementsCache[rows.rowOf[before.at] ?? 0]?.start ?? 0) - before.below;
  });

  const reached = useRef<Target | null>(null);
  useLayoutEffect(() => {
    if (!target || reached.current === target || !scroller.current) return;
    const row = rows.rowOf[target.at];
    if (row === undefined || row < 0) return;
    reached.current = target;
    virtual.scrollToIndex(row, { align: "center" });
  }, [scroller, target, rows, virtual]);

  return { virtual, startOf };
}
