/** Keys that are typed while something that takes them is on its way: they wait for it instead of acting on the page. */

const HELD_MS = 3_000; // what has not come by then does not come

let held: { keys: string[]; until: number } | null = null;

export function holdKeys(now = performance.now()): void {
  held = { keys: [], until: now + HELD_MS };
}

/** True when the key waits now. */
export function isHeld({ key }: { key: string }, now = performance.now()): boolean {
  if (!held || now > held.until) return false;
  if (key.length === 1) held.keys.push(key);
  else if (key === "Backspace") held.keys.pop();
  return true;
}

/** What was typed meanwhile; from here on keys act again. */
export function takeHeld(): string {
  const typed = held?.keys.join("") ?? "";
  held = null;
  return typed;
}
