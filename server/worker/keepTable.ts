/** Projects, for how long their logs are kept, and how much of them is or was old enough to go: as a table for a terminal. */
import { addRemoved, nothingRemoved, type ProjectKeeping, type Removed } from "#server/domain/keeping.ts";

type Line = ProjectKeeping & { removed: Removed };

const heads = ["Project", "Folder", "Kept", "Runs", "Events", "Bytes"];

export function keepTable(lines: Line[]): string {
  const total = lines.reduce((sum, line) => addRemoved(sum, line.removed), nothingRemoved);
  const rows = [
    heads,
    ...lines.map((line) => [line.name, line.path, toKept(line), ...toFigures(line.removed)]),
    ["Together", "", "", ...toFigures(total)],
  ];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const toText = (row: string[]) =>
    row
      .map((cell, column) => (column < 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ");
  return rows.map((row) => `  ${toText(row).trimEnd()}\n`).join("");
}

const toKept = ({ days, ownDays }: ProjectKeeping) =>
  days === null ? "for ever" : `${days} ${days === 1 ? "day" : "days"}${days === ownDays ? " (its own)" : ""}`;

const toFigures = ({ runs, events, bytes }: Removed) => [runs, events, bytes].map((figure) => String(figure));
