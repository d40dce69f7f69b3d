/** Whether the stretches that are told of a stream make it up: each byte once, from the first to the last. */
export type Stretch = { from: number; bytes: number };

/** How many bytes are in none of them, in two of them, or beyond the end; 0 = exact. */
export function unaccountedBytes(stretches: Stretch[], total: number): number {
  let at = 0;
  let wrong = 0;
  for (const { from, bytes } of [...stretches].sort((one, other) => one.from - other.from)) {
    wrong += Math.abs(from - at);
    at = Math.max(at, from + bytes);
  }
  return wrong + Math.abs(total - at);
}
