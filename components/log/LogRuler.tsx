/** The log in the height of the screen: where hits and failures are, which part is shown; a click goes there. */
"use client";

import { useCallback, useSyncExternalStore, type PointerEvent, type RefObject } from "react";
import { STRETCHES, toTickPath } from "./rulerTicks.ts";

const NOWHERE = "0 1 1";

/** Top, height and room of the scroller, in one word that is compared. */
function useScrolled(scroller: RefObject<HTMLElement | null>): { top: number; height: number; room: number } {
  const watch = useCallback(
    (onChange: () => void) => {
      const element = scroller.current;
      if (!element) return () => undefined;
      const watcher = new ResizeObserver(onChange);
      watcher.observe(element);
      for (const child of element.children) watcher.observe(child);
      element.addEventListener("scroll", onChange, { passive: true });
      return () => {
        watcher.disconnect();
        element.removeEventListener("scroll", onChange);
      };
    },
    [scroller],
  );
  const read = useCallback(() => {
    const element = scroller.current;
    return element ? `${element.scrollTop} ${element.scrollHeight} ${element.clientHeight}` : NOWHERE;
  }, [scroller]);
  const [top = 0, height = 1, room = 1] = useSyncExternalStore(watch, read, () => NOWHERE)
    .split(" ")
    .map(Number);
  return { top, height, room };
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
