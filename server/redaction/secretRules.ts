/** Exact values and patterns by their first three bytes, so that the cost of a byte does not grow with the number of secrets. */
import { SECRET_PATTERNS, startsWord } from "./secretPatterns.ts";
import type { SecretPattern } from "./secretPatterns.ts";

const SPREAD = 0x9e3779b1; // the golden ratio in 32 bits scatters neighbours
/** A beginning of three bytes decides whether a closer look is worth it; hardly any others share its place. */
const place = (first: number, second: number, third: number) =>
  Math.imul((first << 16) | (second << 8) | third, SPREAD) >>> 16;
const START_BYTES = 3;

type Beginnings = { exact: Set<string>; patterns: Set<string> };

export type SecretRules = ReturnType<typeof secretRules>;

export function secretRules(secrets: Buffer[], { patterns: withPatterns }: { patterns: boolean }) {
  const exact = new Map<string, Map<string, Buffer>>();
  const patterns = new Map<string, SecretPattern[]>();
  const places = new Uint8Array(65_536);
  const steps = new Uint8Array(65_536).fill(START_BYTES);
  /** Beginnings of one and two bytes: what the end of a chunk may hold of a secret. */
  const beginnings: Beginnings = { exact: new Set(), patterns: new Set() };

  /** How far the next beginning is at least, by the second and the third byte from here: most text is so passed in leaps. */
  function noteSteps(first: number, second: number, third: number): void {
    const lower = (pair: number, step: number) => (steps[pair] = Math.min(steps[pair] ?? 0, step));
    for (let any = 0; any < 256; any += 1) lower((any << 8) | first, 2);
    lower((first << 8) | second, 1);
    lower((second << 8) | third, 0);
  }

  function note(start: string, kind: keyof Beginnings): void {
    const [first, second, third] = [start.charCodeAt(0), start.charCodeAt(1), start.charCodeAt(2)];
    places[place(first, second, third)] = 1;
    noteSteps(first, second, third);
    beginnings[kind].add(start.slice(0, 1)).add(start.slice(0, 2));
  }
  for (const secret of secrets) {
    const whole = secret.toString("latin1");
    const start = whole.slice(0, START_BYTES);
    note(start, "exact");
    exact.set(start, (exact.get(start) ?? new Map<string, Buffer>()).set(whole, secret));
  }
  for (const pattern of withPatterns ? SECRET_PATTERNS : [])
    for (const start of pattern.starts) {
      note(start, "patterns");
      patterns.set(start, [...(patterns.get(start) ?? []), pattern]);
    }

  return {
    /** The next byte from `from` on with which a secret may begin; near the end of the bytes any may. */
    nextStart(bytes: Buffer, from: number): number {
      const last = bytes.length - START_BYTES + 1;
      for (let at = from; at < last;) {
        const second = bytes[at + 1] ?? 0;
        const third = bytes[at + 2] ?? 0;
        const step = steps[(second << 8) | third] ?? 0;
        if (step === 0 && places[place(bytes[at] ?? 0, second, third)] === 1) return at;
        at += Math.max(step, 1);
      }
      return Math.max(from, last);
    },
    exactAt: (bytes: Buffer, at: number) => exact.get(bytes.toString("latin1", at, at + START_BYTES))?.values() ?? [],
    /** `isApart`: something stands before it that belongs to no word. */
    patternsAt: (bytes: Buffer, at: number, isApart: boolean) => {
      const found = patterns.get(bytes.toString("latin1", at, at + START_BYTES));
      return found && (isApart || startsWord(bytes, at)) ? found : [];
    },
    /** Whether the bytes end within what may be the beginning of a secret. */
    endsInBeginning(bytes: Buffer, at: number, isApart: boolean): boolean {
      if (at + START_BYTES <= bytes.length) return false;
      const rest = bytes.toString("latin1", at);
      return beginnings.exact.has(rest) || (beginnings.patterns.has(rest) && (isApart || startsWord(bytes, at)));
    },
  };
}
