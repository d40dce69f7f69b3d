/** Where a scroller stands, and whether its end is what somebody reads. */

const END_PX = 40; // what a page leaves free below its content still counts as the end

export type ScrollPlace = { top: number; height: number; atEnd: boolean };
type Scroller = { scrollTop: number; scrollHeight: number; clientHeight: number };

export const noPlace: ScrollPlace = { top: 0, height: 0, atEnd: false };

/** The least step upwards leaves the end, unless it was the content that became shorter. */
export function toPlace({ scrollTop, scrollHeight, clientHeight }: Scroller, before: ScrollPlace): ScrollPlace {
  const left = scrollHeight - scrollTop - clientHeight;
  const wentUp = scrollTop < before.top && scrollHeight >= before.height;
  return { top: scrollTop, height: scrollHeight, atEnd: wentUp ? left <= 1 : left <= END_PX };
}
