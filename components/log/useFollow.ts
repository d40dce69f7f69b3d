/** Follow mode: at the bottom on, released by whoever scrolls up, and how much came since. */
"use client";

import {
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

/** What scrolls and what is in it, the last time somebody scrolled. */
type Seen = { top: number; height: number; room: number };

export type Follow = ReturnType<typeof useFollow>;

export function useFollow(
  scroller: RefObject<HTMLElement | null>,
  { lines, drawn, initially }: { lines: number; drawn: unknown; initially: boolean },
) {
  const [releasedAt, setReleasedAt] = useState<number | null>(initially ? null : lines); // lines at that time; null = following
  const following = releasedAt === null;
  const seen = useRef<Seen>({ top: 0, height: 0, room: 0 });
  const mounted = useMounted();

  // Rows that were measured make the end move: follow it while something is drawn. What was drawn without scripts is replaced.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !following) return;
    const stick = () => element.scrollTo({ top: element.scrollHeight });
    stick();
    const watcher = new ResizeObserver(stick);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, [scroller, following, drawn, mounted]);

  const release = () => setReleasedAt((before) => before ?? lines);
  const resume = () => setReleasedAt(null);
  const canScroll = () => {
    const element = scroller.current;
    return element !== null && element.scrollHeight > element.clientHeight + BOTTOM_PX;
  };

  return {
    following,
    fresh: releasedAt === null ? 0 : Math.max(0, lines - releasedAt),
    resume,
    release,
    handlers: {
      onWheel(event: WheelEvent) {
        if (event.deltaY < 0 && canScroll()) release();
      },
      onTouchMove(_event: TouchEvent) {
        if (canScroll()) release();
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
