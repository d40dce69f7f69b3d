/** Keeps a growing part of a page where it is read: follows its end once that was reached, and never moves anything else. */
"use client";

import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { noPlace, toPlace, type ScrollPlace } from "./scrollPlace.ts";

export type Tail = {
  /** null = nobody has looked yet. */
  atEnd: boolean | null;
  toEnd: () => void;
  /** Call before something is put in front of `mark`: it will stand where it stands now. */
  hold: (mark: Element | null) => void;
};

/**
 * `root` stands in whatever scrolls: a part of the page, or the page itself. `newest` is another one when something is
 * added or grows, `from` when something is put in front.
 */
export function useTail(root: RefObject<HTMLElement | null>, newest: unknown, from: number): Tail {
  const [atEnd, setAtEnd] = useState<boolean | null>(null);
  const place = useRef<ScrollPlace>(noPlace); // before what is being added
  const held = useRef<{ mark: Element; top: number } | null>(null);

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const look = () => {
      const scroller = scrollerOf(element);
      place.current = toPlace(scroller, place.current);
      element.style.setProperty("--port", `${scroller.clientHeight}px`);
      setAtEnd(place.current.atEnd);
    };
    const onScroll = (event: Event) => {
      if (event.target instanceof Node && event.target.contains(element)) look();
    };
    const sizes = new ResizeObserver(() => {
      if (isFollowed(place.current)) toEndOf(scrollerOf(element));
      look();
    });
    sizes.observe(element);
    sizes.observe(document.documentElement);
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      document.removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [root]);

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const scroller = scrollerOf(element);
    if (held.current) {
      const { mark, top } = held.current;
      scroller.scrollTop += mark.getBoundingClientRect().top - top;
      held.current = null;
    } else if (isFollowed(place.current)) toEndOf(scroller);
  }, [root, newest, from]);

  return {
    atEnd,
    toEnd() {
      if (root.current) toEndOf(scrollerOf(root.current));
    },
    hold(mark) {
      held.current = mark && { mark, top: mark.getBoundingClientRect().top };
    },
  };
}

/** Somebody went to the end; where all is in view, nobody has gone anywhere, and what stands above stays. */
const isFollowed = ({ atEnd, top }: ScrollPlace) => atEnd && top > 0;

function toEndOf(scroller: Element): void {
  scroller.scrollTop = scroller.scrollHeight;
}

/** What really scrolls now: on phones that is the page, also where wide screens scroll a part of it. */
function scrollerOf(element: Element): Element {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight + 1 && /^(auto|scroll)$/.test(getComputedStyle(at).overflowY)) return at;
  return document.scrollingElement ?? document.documentElement;
}
