/** A scroller as high as its content, also when browsers end before: it scrolls a shorter one, and says where it would be. */

/** Chromium ends at 33.5 million pixels, Firefox at 17.9. */
export const MAX_HEIGHT = 15_000_000;

/** At both ends a pixel is a pixel, so that they are reached like the ends of any other scroller; no more, so that shares stay shares. */
const END = 100_000;

const REST_MS = 200; // nobody scrolls any more
const MAX_DRIFT = 50_000; // what may be scrolled at its own pace before the bar is put where it belongs

/** What is scrolled (`height`, `top`) and what the browser is told (`shortHeight`, `shortTop`); `room` is what is seen. */
type Heights = { height: number; room: number };

const isShort = ({ height }: Heights) => height <= MAX_HEIGHT;

/** Where the browser's own place stands for. */
export function toTop(shortTop: number, { height, room }: Heights): number {
  if (isShort({ height, room })) return shortTop;
  const fromEnd = MAX_HEIGHT - room - shortTop;
  if (shortTop <= END) return shortTop;
  if (fromEnd <= END) return height - room - Math.max(0, fromEnd);
  const middle = MAX_HEIGHT - room - 2 * END;
  return END + ((shortTop - END) / middle) * (height - room - 2 * END);
}

export function toShortTop(top: number, { height, room }: Heights): number {
  if (isShort({ height, room })) return top;
  const fromEnd = height - room - top;
  if (top <= END) return top;
  if (fromEnd <= END) return MAX_HEIGHT - room - Math.max(0, fromEnd);
  const middle = height - room - 2 * END;
  return Math.round(END + ((top - END) / middle) * (MAX_HEIGHT - room - 2 * END));
}

export type TallScroller = ReturnType<typeof createTallScroller>;

/** Stands in for the element wherever somebody scrolls by pixels of the content. */
export function createTallScroller(element: HTMLElement, onShift: (shift: number) => void) {
  let height = element.scrollHeight;
  let top = element.scrollTop;
  let shortTop = top; // where the browser was when `top` was true
  let shift = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const heights = () => ({ height, room: element.clientHeight });
  const shiftTo = (next: number) => {
    if (next === shift) return;
    shift = next;
    onShift(shift);
  };
  /** Takes the bar to where it belongs: what was scrolled at its own pace moved it too far. */
  const settle = () => {
    const right = toShortTop(top, heights());
    if (isShort(heights()) || Math.abs(right - shortTop) < 1) return;
    shortTop = right;
    element.scrollTop = right;
    shiftTo(shortTop - top);
  };
  const look = () => {
    const now = element.scrollTop;
    if (now === shortTop) return;
    const { room } = heights();
    const moved = now - shortTop;
    const isAtEnd = now <= 0 || now >= MAX_HEIGHT - room - 1;
    // A wheel, a key or a finger moves by pixels of what is seen; who drags the bar wants a place in the whole.
    if (!isShort(heights()) && !isAtEnd && Math.abs(moved) <= 2 * room)
      top = Math.min(Math.max(0, top + moved), height - room);
    else top = toTop(now, heights());
    shortTop = now;
    shiftTo(isShort(heights()) ? 0 : shortTop - top);
    clearTimeout(timer);
    if (Math.abs(toShortTop(top, heights()) - shortTop) > MAX_DRIFT) settle();
    else timer = setTimeout(settle, REST_MS);
  };
  element.addEventListener("scroll", look, { passive: true });

  return {
    /** How much further down the browser draws than the content says. */
    shift: () => shift,
    get scrollTop() {
      look();
      return top;
    },
    set scrollTop(next: number) {
      const [before, shortBefore] = [top, element.scrollTop];
      top = isShort(heights()) ? next : Math.min(Math.max(0, next), height - element.clientHeight);
      const wanted = toShortTop(top, heights());
      element.scrollTop = wanted;
      shortTop = element.scrollTop; // as the browser rounds it
      if (Math.abs(shortTop - wanted) > 1) top = toTop(shortTop, heights()); // or lets nobody go
      shiftTo(isShort(heights()) ? 0 : shortTop - top);
      // The content may move where the browser sees nothing move.
      if (shortTop === shortBefore && top !== before) element.dispatchEvent(new Event("scroll"));
    },
    toEnd() {
      if (isShort(heights())) element.scrollTo({ top: element.scrollHeight });
      else this.scrollTop = height - element.clientHeight;
    },
    get scrollHeight() {
      return height;
    },
    set scrollHeight(next: number) {
      if (next === height) return;
      height = next;
      if (isShort(heights())) shiftTo(0);
      else settle();
    },
    get clientHeight() {
      return element.clientHeight;
    },
    close() {
      clearTimeout(timer);
      element.removeEventListener("scroll", look);
    },
  };
}
