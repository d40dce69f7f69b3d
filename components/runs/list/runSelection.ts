/** Which rows are chosen and where the keyboard stands: pure, over the rows in their order. */

export type RunSelection = {
  chosen: ReadonlySet<string>;
  /** Where the keyboard stands; null before the first key. */
  cursor: string | null;
  /** Where a range begins. */
  anchor: string | null;
};

export const nothingChosen: RunSelection = { chosen: new Set(), cursor: null, anchor: null };

/** The next or previous row; the first key stands on the first row. */
export function moveCursor(selection: RunSelection, rows: readonly string[], step: 1 | -1): RunSelection {
  const at = selection.cursor === null ? -1 : rows.indexOf(selection.cursor);
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  return { ...selection, cursor: rows[next] ?? null, anchor: null };
}

export function toggleRun(selection: RunSelection, runId: string): RunSelection {
  const chosen = new Set(selection.chosen);
  if (!chosen.delete(runId)) chosen.add(runId);
  return { chosen, cursor: runId, anchor: runId };
}

/** Everything from where the range began to this row. */
export function chooseTo(selection: RunSelection, rows: readonly string[], runId: string): RunSelection {
  const anchor = selection.anchor ?? selection.cursor ?? runId;
  const [from, to] = [rows.indexOf(anchor), rows.indexOf(runId)].sort((one, other) => one - other);
  if (from === undefined || to === undefined || from < 0) return toggleRun(selection, runId);
  return { chosen: new Set([...selection.chosen, ...rows.slice(from, to + 1)]), cursor: runId, anchor };
}

/** Shift with an arrow: the row where one stands and the next one. */
export function extend(selection: RunSelection, rows: readonly string[], step: 1 | -1): RunSelection {
  if (selection.cursor === null || !rows.includes(selection.cursor)) {
    const first = moveCursor(selection, rows, step);
    return first.cursor === null ? first : chooseTo(first, rows, first.cursor);
  }
  const to = rows[rows.indexOf(selection.cursor) + step];
  return chooseTo(selection, rows, to ?? selection.cursor);
}

/** All rows, or none when all were chosen. */
export function toggleAll(selection: RunSelection, rows: readonly string[]): RunSelection {
  const all = rows.every((runId) => selection.chosen.has(runId));
  return { ...selection, chosen: new Set(all ? [] : rows), anchor: null };
}
