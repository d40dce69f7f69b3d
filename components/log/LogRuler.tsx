/** The log in the height of the screen: where hits and failures are, which part is shown; a click goes there. */
"use client";

import { useEffect, useState, type PointerEvent, type RefObject } from "react";
import { STRETCHES, toTickPath } from "./rulerTicks.ts";

type Scrolled = { top: number; height: number; room: number };

function useScrolled(scroller: RefObject<HTMLElement | null>): Scrolled {
  const [scrolled, setScrolled] = useState<Scrolled>({ top: 0, height: 1, room: 1 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = () => {
      const next = { top: element.scrollTop, height: element.scrollHeight, room: element.clientHeight };
      setScrolled((now) => (now.top === next.top && now.height === next.height && now.room === next.room ? now : next));
    };
    const watcher = new ResizeObserver(look); // also looks once at the start
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [scroller]);
  return scrolled;
}

export function LogRuler({
  scroller,
  hits,
  failures,
}: {
  scroller: RefObject<HTMLElement | null>;
  hits: readonly number[];
  failures: readonly number[];
}) {
  const { top, height, room } = useScrolled(scroller);
  const percent = (part: number) => `${(part / Math.max(1, height)) * 100}%`;

  const goTo = (event: PointerEvent<HTMLElement>) => {
    const element = scroller.current;
    const box = event.currentTarget.getBoundingClientRect();
    if (!element || box.height === 0) return;
    const part = (event.clientY - box.top) / box.height;
    element.scrollTo({ top: part * element.scrollHeight - element.clientHeight / 2 });
  };

  return (
    <div
      aria-hidden
      data-testid="log-ruler"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault(); // the selection in the log stays
        event.currentTarget.setPointerCapture(event.pointerId);
        goTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) goTo(event);
      }}
      className="relative w-3.5 shrink-0 touch-none border-l border-line bg-surface max-card:hidden"
    >
      {height > room ? (
        <span
          className="absolute inset-x-0.5 min-h-4 rounded-sm bg-active"
          style={{ top: percent(top), height: percent(room) }}
        />
      ) : null}
      <svg
        viewBox={`0 0 8 ${STRETCHES}`}
        preserveAspectRatio="none"
        className="absolute top-0 right-[3px] h-full w-2"
        data-hits={hits.length}
        data-failures={failures.length}
      >
        <path d={toTickPath(hits)} fill="var(--mark-current)" />
        <path d={toTickPath(failures)} fill="var(--status-failed)" />
      </svg>
    </div>
  );
}
