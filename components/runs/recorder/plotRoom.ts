/** How wide the plot is, and where a part of its time line stands. Everything is put there by `translate`: what time moves is not a layout that jumps. */
"use client";

import { useEffect, useRef, useState, type CSSProperties, type RefObject } from "react";

/** The width that turns share, and the least that one of them gets. */
export type Room = { width: number; least: number };

const GUESS: Room = { width: 940, least: 16 }; // before the browser has said

export function usePlotRoom(): { plot: RefObject<HTMLDivElement | null>; room: Room } {
  const plot = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(GUESS);
  useEffect(() => {
    const element = plot.current;
    if (!element) return undefined;
    const look = () => {
      const read = (name: string) => parseFloat(getComputedStyle(element).getPropertyValue(name)) || 0;
      const width = Math.max(0, element.clientWidth - read("--before") - read("--after"));
      const next = { width, least: read("--column") };
      setRoom((now) => (now.width === next.width && now.least === next.least ? now : next));
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return { plot, room };
}

const TRACK = "(100cqw - var(--before) - var(--after))";

/** Where a part of the track begins, 0 to 1, for what stands in the plot itself. */
export const along = (part: number): string => `calc(var(--before) + ${TRACK} * ${part.toFixed(5)})`;

export const stretch = (from: number, width: number): CSSProperties => ({
  translate: along(from),
  width: `calc(${TRACK} * ${width.toFixed(5)})`,
});
