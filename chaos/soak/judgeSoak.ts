/** Whether a soak was flat: what the last third of it took is what the third before took, and rest is as it was; pure. */
import type { SoakEvidence, SoakSample } from "./soakEvidence.ts";

type Figure = Exclude<keyof SoakSample, "at" | "open">;

type Rule = {
  name: string;
  unit: "MB" | "";
  /** How much more the last third may take than the second: a share of it, and so much at least. */
  grows: { share: number; atLeast: number };
  /** How much more there may be at rest afterwards than before the first viewer came; null = not judged. */
  keeps: number | null;
};

const MB = 1e6;

/**
 * The first third warms up: code is compiled, caches and pools fill. What leaks grows on after it, by each of hundreds of
 * viewers a minute. The heap after a collection says most; the resident size also moves with what the allocator keeps.
 */
export const RULES: Record<Figure, Rule> = {
  heapAfterGc: { name: "heap after a collection", unit: "MB", grows: { share: 0.05, atLeast: 4 * MB }, keeps: 40 * MB },
  rss: { name: "resident memory", unit: "MB", grows: { share: 0.15, atLeast: 30 * MB }, keeps: null },
  fds: { name: "descriptors", unit: "", grows: { share: 0.1, atLeast: 10 }, keeps: 5 },
  redis: { name: "connections to Redis", unit: "", grows: { share: 0, atLeast: 0 }, keeps: 0 },
  // A pool opens what it needs up to its size, and closes what is idle.
  postgres: { name: "connections to Postgres", unit: "", grows: { share: 0.1, atLeast: 2 }, keeps: 10 },
};

export type Judged = {
  name: string;
  /** Before, the medians of the three thirds, and after. */
  figures: (number | null)[];
  unit: "MB" | "";
  finding: string | null;
};

function median(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

export function judgeSoak({ samples, rest }: Pick<SoakEvidence, "samples" | "rest">): Judged[] {
  const third = Math.ceil(samples.length / 3);
  const thirds = [0, 1, 2].map((nth) => samples.slice(nth * third, (nth + 1) * third));
  return (Object.entries(RULES) as [Figure, Rule][]).map(([figure, { name, unit, grows, keeps }]) => {
    const [first = null, second = null, last = null] = thirds.map((part) =>
      median(part.flatMap((sample) => sample[figure] ?? [])),
    );
    const [before, after] = [rest.before[figure], rest.after[figure]];
    const figures = [before, first, second, last, after];
    const say = (value: number) => (unit ? `${Math.round(value / MB)} ${unit}` : String(value));
    const judge = (): string | null => {
      if (second === null || last === null) return `${name}: nobody could read it`;
      const allowed = second + Math.max(grows.atLeast, second * grows.share);
      if (last > allowed) return `${name}: ${say(last)} in the last third, ${say(second)} in the second`;
      if (keeps === null) return null;
      if (before === null || after === null) return `${name}: nobody could read it at rest`;
      return after > before + keeps ? `${name}: ${say(after)} at rest afterwards, ${say(before)} before` : null;
    };
    return { name, unit, figures, finding: judge() };
  });
}

/** A machine that does other things too may let a store be late once in a while; each is told in any case. */
const REFUSED_SHARE = 1 / 1_000;

export const refusals = ({ counts }: Pick<SoakEvidence, "counts">): string[] =>
  Object.entries(counts.refused).map(([what, times]) => `${times} viewers were answered ${what}`);

export function soakFindings(evidence: SoakEvidence): string[] {
  const { counts, restarts } = evidence;
  const refused = Object.values(counts.refused).reduce((sum, times) => sum + times, 0);
  return [
    ...judgeSoak(evidence).flatMap(({ finding }) => finding ?? []),
    ...(refused > counts.opened * REFUSED_SHARE ? [`${refused} of ${counts.opened} viewers were refused`] : []),
    ...(restarts > 0 ? [`the web process ended by itself ${restarts} times`] : []),
  ];
}

/** As Markdown, so that it can be put into a document as it is. */
export function soakTable(evidence: SoakEvidence): string {
  const head = ["", "before", "1st third", "2nd third", "3rd third", "at rest after", "flat"];
  const rows = judgeSoak(evidence).map(({ name, unit, figures, finding }) => [
    unit ? `${name}, ${unit}` : name,
    ...figures.map((value) => (value === null ? "-" : String(unit ? Math.round(value / MB) : value))),
    finding ? "no" : "yes",
  ]);
  const widths = head.map((_, n) => Math.max(...[head, ...rows].map((cells) => cells[n]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(" | ")} |`;
  return [line(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...rows.map(line)].join("\n");
}
