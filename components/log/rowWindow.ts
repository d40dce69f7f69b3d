/** Which rows of a long list are drawn and where: heights are known or measured, and what is read stays where it is. Outside of React. */
import { createTallScroller, MAX_HEIGHT, type TallScroller } from "./tallScroller.ts";

const MARGIN_PX = 400; // drawn above and below of what is seen

export type DrawnRow = { index: number; start: number; size: number };
export type RowKey = number | string;
type Layout = { count: number; heightOf: (index: number) => number; keyOf: (index: number) => RowKey };

export function createRowWindow() {
  let layout: Layout = { count: 0, heightOf: () => 0, keyOf: (index) => index };
  /** Where each row begins, and behind the last one the end of all; made anew before it is read. */
  let starts = new Float64Array(1);
  let isStale = false;
  const measured = new Map<RowKey, number>();
  let scroller: TallScroller | null = null;
  let version = 0;
  let seen = ""; // which rows were drawn
  const watchers = new Set<() => void>();
  const elements = new Map<Element, number>(); // rows that may grow, and which they are

  const publish = () => {
    version += 1;
    for (const watcher of watchers) watcher();
  };

  function place(): Float64Array {
    if (!isStale) return starts;
    isStale = false;
    const { count, heightOf, keyOf } = layout;
    if (starts.length <= count) starts = new Float64Array(Math.max(count + 1, starts.length * 2));
    let top = 0;
    for (let index = 0; index < count; index += 1) {
      starts[index] = top;
      top += (measured.size > 0 ? measured.get(keyOf(index)) : undefined) ?? heightOf(index);
    }
    starts[count] = top;
    return starts;
  }

  const total = () => place()[layout.count] ?? 0;
  const startOf = (index: number) => place()[Math.max(0, Math.min(index, layout.count))] ?? 0;

  /** The row that a pixel is in. */
  function rowAtTop(top: number): number {
    const tops = place();
    let [low, high] = [0, layout.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle + 1] ?? 0) <= top) low = middle + 1;
      else high = middle;
    }
    return Math.min(low, Math.max(0, layout.count - 1));
  }

  function range(): { from: number; to: number } {
    const top = scroller?.scrollTop ?? 0;
    const room = scroller?.clientHeight ?? 0;
    return { from: rowAtTop(top - MARGIN_PX), to: rowAtTop(top + room + MARGIN_PX) };
  }

  const look = () => {
    const { from, to } = range();
    const now = `${from} ${to}`;
    if (now === seen) return;
    seen = now;
    publish();
  };

  /** A row above of what is seen that turned out higher or lower moves nothing that is seen. */
  function measure(element: Element): boolean {
    const index = elements.get(element);
    if (index === undefined || !element.isConnected || index >= layout.count) return false;
    const size = (element as HTMLElement).offsetHeight;
    const [start, before] = [startOf(index), startOf(index + 1) - startOf(index)];
    if (size === before) return false;
    measured.set(layout.keyOf(index), size);
    isStale = true;
    if (!scroller || start >= scroller.scrollTop) return true;
    const top = scroller.scrollTop;
    scroller.scrollHeight = total();
    scroller.scrollTop = top + size - before;
    return true;
  }

  let sizes: ResizeObserver | undefined;
  const measureAll = (entries: readonly { target: Element }[]) => {
    const changed = entries.filter(({ target }) => measure(target));
    if (changed.length > 0) publish();
  };

  return {
    subscribe(onChange: () => void) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    version: () => version,
    /** Before rows are drawn: another list, or other heights. */
    layOut(next: Layout): void {
      if (next.count === layout.count && next.heightOf === layout.heightOf && next.keyOf === layout.keyOf) return;
      layout = next;
      isStale = true;
    },
    drawn(): DrawnRow[] {
      if (layout.count === 0) return [];
      const { from, to } = range();
      seen = `${from} ${to}`;
      return Array.from({ length: to - from + 1 }, (_, nth) => {
        const index = from + nth;
        return { index, start: startOf(index), size: startOf(index + 1) - startOf(index) };
      });
    },
    total,
    startOf,
    rowAtTop,
    /** What the browser is told of the height of all. */
    shortHeight: () => Math.min(total(), MAX_HEIGHT),
    scroller: () => scroller,
    /** Of a row whose height only the browser can tell. */
    observe(element: Element | null): (() => void) | undefined {
      if (!element) return;
      elements.set(element, Number(element.getAttribute("data-index")));
      sizes ??= new ResizeObserver(measureAll); // also looks once at the start
      sizes.observe(element);
      return () => {
        elements.delete(element);
        sizes?.unobserve(element);
      };
    },
    /** After rows were drawn: an element may show another row now. */
    settle(): void {
      for (const element of elements.keys()) elements.set(element, Number(element.getAttribute("data-index")));
      if (scroller) scroller.scrollHeight = total();
    },
    attach(element: HTMLElement, onShift: (shift: number) => void): () => void {
      const tall = createTallScroller(element, onShift);
      scroller = tall;
      const rooms = new ResizeObserver(look);
      rooms.observe(element);
      element.addEventListener("scroll", look, { passive: true });
      publish();
      return () => {
        rooms.disconnect();
        sizes?.disconnect();
        sizes = undefined;
        element.removeEventListener("scroll", look);
        tall.close();
        scroller = null;
      };
    },
  };
}
