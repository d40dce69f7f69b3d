/** Times as people type them: a number and a unit, `90m`, kept as one text; a number alone is seconds. */

const SECONDS = { s: 1, m: 60, h: 3_600 } as const;
export type TimeUnit = keyof typeof SECONDS;

export const TIME_UNITS = [
  { value: "s", label: "seconds" },
  { value: "m", label: "minutes" },
  { value: "h", label: "hours" },
] as const satisfies { value: TimeUnit; label: string }[];

const isUnit = (text: string): text is TimeUnit => Object.hasOwn(SECONDS, text);

export function splitTime(text: string): { amount: string; unit: TimeUnit } {
  const unit = text.trim().slice(-1);
  return isUnit(unit) ? { amount: text.trim().slice(0, -1).trim(), unit } : { amount: text.trim(), unit: "s" };
}

/** null for nothing, NaN for what is no number. */
export function toSeconds(text: string): number | null {
  const { amount, unit } = splitTime(text);
  return amount === "" ? null : Math.round(Number(amount) * SECONDS[unit]);
}

/** In the largest unit that says it without a fraction: 5400 is `90m`, 21600 is `6h`. */
export function fromSeconds(seconds: number): string {
  if (seconds > 0 && seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  return seconds > 0 && seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
