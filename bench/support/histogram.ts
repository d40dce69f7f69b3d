/** Many times in short: how many there were of each whole millisecond, the least first. */
export function histogram(values: number[]): [ms: number, count: number][] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(Math.floor(value), (counts.get(Math.floor(value)) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one - other);
}
