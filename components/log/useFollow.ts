/** Follow mode: at the bottom on, released by whoever scrolls up, and how much came since. */
"use client";

import {
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
  type TouchEvent,
  type UIEvent,
  type WheelEvent,
} from "react";
import { useMounted } from "#components/ui/clock.tsx";

const BOTTOM_PX = 24; // closer than a row and a bit is the bottom
const PULL_PX = 8; // a finger that only taps trembles less

/** What scrolls and what is in it, the last time somebody scrolled. */
type Seen = { top: number; height: number; room: number };

/** So many lines of that part of the log. */
type Shown = { part: string; lines: number };

/** What was shown when somebody left the end; they leave that of another part just now. */
export const leftAt = (left: Shown | null, shown: Shown) => (left && left.part !== shown.part ? shown : left);

/** A finger that goes down asks for what is above. */
export const isPull = (from: number, to: number) => to - from > PULL_PX;

export type Follow = ReturnType<typeof useFollow>;

export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  options: { shown: Shown; drawn: unknown; initially: boolean; toEnd: () => void },
) {
  const { shown, drawn, initially } = options;
  const toEnd = useEffectEvent(options.toEnd);
  const [released, setReleased] = useState(initially ? null : shown); // what was shown then; null = following
  const left = leftAt(released, shown);
  if (left !== released) setReleased(left);
  const following = left === null;
  const touchedAt = useRef(0);
  const seen = useRef<Seen>({ top: 0, height: 0, room: 0 });
  const mounted = useMounted();

  // Rows that were measured make the end move: follow it while something is drawn. What was drawn without scripts is replaced.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !following) return;
    const stick = () => {
      toEnd();
      const { scrollTop: top, scrollHeight: height, clientHeight: room } = element;
      seen.current = { top, height, room }; // whoever leaves it from here scrolls
    };
    stick();
    const watcher = new ResizeObserver(stick);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, [scroller, following, drawn, mounted]);

  const release = () => setReleased((before) => before ?? shown);
  const resume = () => setReleased(null);
  const canScroll = () => {
    const element = scroller.current;
    return element !== null && element.scrollHeight > element.clientHeight + BOTTOM_PX;
  };

  return {
    following,
    fresh: left ? Math.max(0, shown.lines - left.lines) : 0,
    resume,
    release,
    handlers: {
      onWheel(event: WheelEvent) {
        if (event.deltaY < 0 && canScroll()) release();
      },
      onTouchStart({ touches }: TouchEvent) {
        touchedAt.current = touches[0]?.clientY ?? 0;
      },
      onTouchMove({ touches }: TouchEvent) {
        if (isPull(touchedAt.current, touches[0]?.clientY ?? 0) && canScroll()) release();
      },
      onKeyDown(event: KeyboardEvent) {
        if (["PageUp", "Home", "ArrowUp"].includes(event.key) && canScroll()) release();
        if (event.key === "End") resume();
      },
      onScroll(event: UIEvent<HTMLElement>) {
        const { scrollTop: top, scrollHeight: height, clientHeight: room } = event.currentTarget;
        const before = seen.current;
        seen.current = { top, height, room };
        // What was folded, wrapped or resized moves the place too; that is not somebody who scrolls.
        if (height !== before.height || room !== before.room) return;
        const left = height - top - room;
        if (top > before.top && left < BOTTOM_PX) resume();
        else if (top < before.top && left > BOTTOM_PX) release(); // the scroll bar was dragged up
      },
    },
  };
}
