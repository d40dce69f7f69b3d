/** The lines of a run that has any number of them: each says which it is, and all are equally long. */

export const LINE_BYTES = 64;

/** The nth line of a turn, without its end; every thousandth says so. */
export function lineText(turn: number, n: number): string {
  const words = n % 1_000 === 999 ? "  a needle in the hay" : "  step done";
  return `turn ${turn} line ${String(n).padStart(8, "0")}${words}`.padEnd(LINE_BYTES - 1, ".");
}
