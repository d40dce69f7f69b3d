/** Where the ruler draws a tick: one for each stretch of the log that has something, however many lines that are. */

/** A stretch is about as high as a tick. */
export const STRETCHES = 400;

type Places = {
  /** The row that shows an entry, or hides it. */
  rowOf: readonly number[];
  /** Where a row begins, in pixels. */
  startOf: (row: number) => number;
  total: number;
};

/** `at` is ordered; looks at no more of it than there are ticks. */
export function toTicks(at: readonly number[], { rowOf, startOf, total }: Places): number[] {
  if (total <= 0) return [];
  const ticks: number[] = [];
  const stretchOf = (index: number) => {
    const row = Math.max(0, rowOf[at[index] ?? 0] ?? 0);
    return Math.min(STRETCHES - 1, Math.floor((startOf(row) / total) * STRETCHES));
  };
  for (let index = 0; index < at.length;) {
    const tick = stretchOf(index);
    ticks.push(tick);
    index = firstBehind(index + 1, at.length, (other) => stretchOf(other) > tick);
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
