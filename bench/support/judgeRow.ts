/** What a row's repetitions come to: medians, the spread of what the goal speaks of, and whether the goal is met; pure. */
import type { Goal, Row } from "./benchmark.ts";
import { median } from "./quantile.ts";

export type Verdict = {
  product: number;
  yardstick: number | null;
  /** What the goal speaks of: the median over the repetitions, and their least and greatest. */
  judged: { median: number; least: number; greatest: number };
  met: boolean;
};

export function judgeRow(row: Row): Verdict {
  const compared = row.compared ?? compare(row);
  if (compared.length === 0 || !compared.every(Number.isFinite)) throw new Error(`${row.name} gave no figure.`);
  const judged = { median: median(compared), least: Math.min(...compared), greatest: Math.max(...compared) };
  return {
    product: median(row.product),
    yardstick: row.yardstick && median(row.yardstick),
    judged,
    met: isMet(row.goal, judged.median),
  };
}

function compare({ judged, product, yardstick }: Row): number[] {
  const pairs = product.map((value, n) => [value, yardstick?.[n] ?? NaN] as const);
  switch (judged) {
    case "product":
      return product;
    case "difference":
      return pairs.map(([own, other]) => own - other);
    case "ratio":
      return pairs.map(([own, other]) => own / other);
  }
}

const isMet = (goal: Goal, value: number) => ("atMost" in goal ? value <= goal.atMost : value >= goal.atLeast);
