/** Where the ruler draws a tick: one for each stretch of the log that has something, however many lines that are. */

/** A stretch is about as high as a tick. */
export const STRETCHES = 400;

type Places = {
  /** Where the nth of them is, in pixels; they are ordered. */
  topOf: (index: number) => number;
  total: number;
};

/** Looks at no more of them than there are ticks. */
export function toTicks(count: number, { topOf, total }: Places): number[] {
  if (total <= 0) return [];
  const ticks: number[] = [];
  const stretchOf = (index: number) =>
    Math.min(STRETCHES - 1, Math.floor((Math.max(0, topOf(index)) / total) * STRETCHES));
  for (let index = 0; index < count;) {
    const tick = stretchOf(index);
    ticks.push(tick);
    index = firstBehind(index + 1, count, (other) => stretchOf(other) > tick);
  }
  return ticks;
}

/** The first number of from..to that is behind, when all after it are too; to, when none is. */
function firstBehind(from: number, to: number, isBehind: (index: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBehind(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** As one path, in a picture that is `STRETCHES` high. */
export function toTickPath(ticks: readonly number[]): string {
  return ticks.map((tick) => `M0 ${tick}h8v1.6h-8z`).join("");
}
