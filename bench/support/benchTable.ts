/** The one table that a run of benchmarks prints; pure. */
import type { Goal, Row } from "./benchmark.ts";
import { judgeRow } from "./judgeRow.ts";

const COLUMNS = ["benchmark", "Codi", "yardstick", "compared (least to greatest)", "goal", "met", "also"] as const;

/** As Markdown, so that it can be read here and put into a document as it is. */
export function benchTable(rows: Row[], { small }: { small: boolean }): string {
  const cells = [[...COLUMNS], ...rows.map((row) => cellsOf(row, small))];
  const widths = COLUMNS.map((_, n) => Math.max(...cells.map((line) => (line[n] ?? "").length)));
  const lines = cells.map((line) => `| ${line.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(" | ")} |`);
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

function cellsOf(row: Row, small: boolean): string[] {
  const { product, yardstick, judged, met } = judgeRow(row);
  const word = wordOf(row);
  return [
    row.name,
    `${short(product)} ${row.unit}`,
    yardstick === null ? "–" : `${short(yardstick)} ${row.unit}`,
    `${word(judged.median)} (${word(judged.least)} to ${word(judged.greatest)})`,
    goalWords(row.goal, word),
    small ? "small: not judged" : met ? "yes" : "no",
    row.also,
  ];
}

function wordOf({ judged, unit }: Row): (value: number) => string {
  if (judged === "ratio") return (value) => `${short(value)}×`;
  const sign = (value: number) => (judged === "difference" && value >= 0 ? "+" : "");
  return (value) => `${sign(value)}${short(value)} ${unit}`;
}

const goalWords = (goal: Goal, word: (value: number) => string) =>
  "atMost" in goal ? `≤ ${word(goal.atMost)}` : `≥ ${word(goal.atLeast)}`;

/** Three digits say what can be measured here. */
function short(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}
