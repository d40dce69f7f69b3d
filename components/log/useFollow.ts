/** Follow mode: at the bottom on, released by scrolling up, and how much came since. */
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

const BOTTOM_PX = 24; // closer than a row and a bit is the bottom

export function useFollow(scroller: RefObject<HTMLElement | null>, rows: number) {
  const [releasedAt, setReleasedAt] = useState<number | null>(null); // rows at that time; null = following
  const following = releasedAt === null;
  const lastTop = useRef(0);

  // Rows that were measured make the end move: follow it while something is drawn.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !following) return;
    const stick = () => element.scrollTo({ top: element.scrollHeight });
    stick();
    const watcher = new ResizeObserver(stick);
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, [scroller, following, rows]);

  const release = () => setReleasedAt((before) => before ?? rows);
  const canScroll = () => {
    const element = scroller.current;
    return element !== null && element.scrollHeight > element.clientHeight + BOTTOM_PX;
  };

  return {
    following,
    fresh: releasedAt === null ? 0 : Math.max(0, rows - releasedAt),
    follow: () => setReleasedAt(null),
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
        if (event.key === "End") setReleasedAt(null);
      },
      onScroll(event: UIEvent<HTMLElement>) {
        const element = event.currentTarget;
        const top = element.scrollTop;
        const left = element.scrollHeight - top - element.clientHeight;
        if (top > lastTop.current && left < BOTTOM_PX) setReleasedAt(null);
        else if (top < lastTop.current && left > BOTTOM_PX) release(); // the scroll bar was dragged up
        lastTop.current = top;
      },
    },
  };
}
