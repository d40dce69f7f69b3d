/** The part of the log that is drawn: which rows and where, how a line is brought into view, and how the place is kept when rows change around it. */
"use client";

import {
  useCallback,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type Ref,
  type RefObject,
} from "react";
import type { Place } from "./logEntry.ts";
import { rowAt } from "./logPages.ts";
import type { LogRow, LogRows } from "./logRows.ts";
import { growsAtWill, LINE, rowHeight, TURN_HEAD, type RowLook } from "./rowHeight.ts";
import { createRowWindow } from "./rowWindow.ts";

/** Rows are placed from a line near to them: no browser places anything exactly that is far away. */
const NEAR_PX = 1_000_000;

/** A line that somebody wants to see; another object is another wish. */
export type Target = Place;

export type LogPlace = {
  /** The first line that is seen. */
  topPlace: () => Place;
  /** What is about to change leaves the line at the top where it is. */
  keep: () => void;
  toEnd: () => void;
};

/** What was measured of a row while it was open says nothing about it folded. */
function sizeKey(row: LogRow, look: RowLook): number | string {
  if (!growsAtWill(row, look)) return row.key;
  return typeof row.key === "number" ? -row.key : `${row.key}~`;
}

const AIM_MS = 300; // how long a line is aimed at: rows around it are measured meanwhile, and nobody scrolls yet

export function useLogWindow(
  scroller: RefObject<HTMLElement | null>,
  options: { rows: LogRows; look: RowLook; following: boolean; target: Target | null; place: Ref<LogPlace> },
) {
  const { rows, look, following, target, place } = options;
  const { wrap, coarse } = look;
  const content = useRef<HTMLDivElement>(null);
  const near = useRef(0);
  const [shown] = useState(createRowWindow);
  const heightOf = useCallback(
    (index: number) => {
      const row = rows.list[index];
      return row ? rowHeight(row, { wrap, coarse }) : 0;
    },
    [rows, wrap, coarse],
  );
  const keyOf = useCallback(
    (index: number) => {
      const row = rows.list[index];
      return row ? sizeKey(row, { wrap, coarse }) : index;
    },
    [rows, wrap, coarse],
  );
  useSyncExternalStore(shown.subscribe, shown.version, shown.version);
  shown.layOut({ count: rows.list.length, heightOf, keyOf });

  useLayoutEffect(() => {
    if (!scroller.current) return;
    return shown.attach(scroller.current, (shift) => {
      if (content.current) content.current.style.top = `${near.current + shift}px`;
    });
  }, [shown, scroller]);

  const items = shown.drawn();
  const total = shown.total();
  const nearTo = Math.floor((items[0]?.start ?? 0) / NEAR_PX) * NEAR_PX;
  useLayoutEffect(() => {
    near.current = nearTo;
    shown.settle();
    if (content.current) content.current.style.top = `${nearTo + (shown.scroller()?.shift() ?? 0)}px`;
  });

  const kept = useRef<{ place: Place; below: number } | null>(null);
  const { startOf } = shown;
  /** Where a line begins. */
  const topOf = (of: Place) => {
    const index = rowAt(rows, of);
    const page = rows.list[index]?.page;
    if (!page || rows.list[index]?.at !== of.at) return startOf(index);
    const size = startOf(index + 1) - startOf(index);
    return startOf(index) + (size * (of.nth - page.from)) / Math.max(1, page.to - page.from);
  };
  const topPlace = (): Place => {
    const top = (shown.scroller()?.scrollTop ?? 0) + TURN_HEAD; // the head of the turn lies over it
    const index = shown.rowAtTop(top);
    const row = rows.list[index];
    if (!row) return { at: 0, nth: 0 };
    const { at, page } = row;
    if (!page) return { at, nth: 0 };
    const lines = page.to - page.from;
    const size = Math.max(1, startOf(index + 1) - startOf(index));
    const inside = Math.floor(((top - startOf(index)) / size) * lines);
    return { at, nth: page.from + Math.min(Math.max(0, inside), lines - 1) };
  };
  useImperativeHandle(place, () => ({
    topPlace,
    keep() {
      if (rows.list.length === 0) return;
      const top = topPlace();
      kept.current = { place: top, below: topOf(top) - (shown.scroller()?.scrollTop ?? 0) };
    },
    toEnd: () => shown.scroller()?.toEnd(),
  }));
  useLayoutEffect(() => {
    const before = kept.current;
    const tall = shown.scroller();
    kept.current = null;
    if (!before || !tall || following) return;
    tall.scrollTop = topOf(before.place) - before.below;
  });

  const aimed = useRef<{ target: Target; at: number } | null>(null);
  useLayoutEffect(() => {
    const tall = shown.scroller();
    if (!target || !tall) return;
    const index = rowAt(rows, target);
    const row = rows.list[index];
    if (!row) return;
    if (aimed.current?.target !== target) aimed.current = { target, at: performance.now() };
    if (performance.now() - aimed.current.at > AIM_MS) return;
    const height = row.page ? LINE : startOf(index + 1) - startOf(index);
    const top = Math.max(0, topOf(target) - (tall.clientHeight - height) / 2);
    if (Math.abs(tall.scrollTop - top) > 1) tall.scrollTop = top;
  });

  return { shown, items, total, startOf, topOf, content, near: nearTo, height: shown.shortHeight() };
}
