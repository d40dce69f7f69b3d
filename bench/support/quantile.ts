/** The value that a share of the values does not exceed: the nearest one that was measured, nothing in between. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error("There is no quantile of nothing.");
  return found;
}

export const median = (values: number[]): number => quantile(values, 0.5);
