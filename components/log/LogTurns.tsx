/** The rows that are drawn, turn by turn: the head of a turn sticks to the top while its lines are shown. */
import type { ReactNode } from "react";
import type { LogRows, TurnSpan } from "./logRows.ts";
import type { DrawnRow } from "./rowWindow.ts";

const FAR_PX = 3_000_000; // further than anything near is drawn

type Group = { span: TurnSpan | null; items: DrawnRow[] };

/** The turn whose rows go over that one. */
function spanOf(turns: readonly TurnSpan[], row: number): TurnSpan | null {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle]?.from ?? 0) <= row) low = middle + 1;
    else high = middle;
  }
  const span = turns[low - 1];
  return span && row <= span.to ? span : null;
}

export function toGroups(items: readonly DrawnRow[], turns: readonly TurnSpan[]): Group[] {
  const groups: Group[] = [];
  for (const item of items) {
    const span = spanOf(turns, item.index);
    const last = groups.at(-1);
    if (last && last.span === span) last.items.push(item);
    else groups.push({ span, items: [item] });
  }
  return groups;
}

export function LogTurns(props: {
  rows: LogRows;
  items: readonly DrawnRow[];
  startOf: (row: number) => number;
  endOf: (row: number) => number;
  /** From where rows are placed: a turn's box goes no further from there than it is seen. */
  near: number;
  renderHead: (row: number) => ReactNode;
  /** `from`: where the part of the list begins that the row stands in. */
  renderRow: (item: DrawnRow, from: number) => ReactNode;
}) {
  const { rows, items, startOf, endOf, near, renderHead, renderRow } = props;
  return toGroups(items, rows.turns).map(({ span, items: inside }) => {
    if (!span) return inside.map((item) => renderRow(item, near));
    const from = Math.max(startOf(span.from), near - FAR_PX);
    const to = Math.min(endOf(span.to), near + FAR_PX);
    return (
      <div
        key={`turn ${rows.list[span.from]?.key}`}
        className="absolute inset-x-0"
        style={{ top: from - near, height: to - from }}
      >
        <div className="sticky top-0 z-1">{renderHead(span.from)}</div>
        {inside.map((item) => (item.index === span.from ? null : renderRow(item, from)))}
      </div>
    );
  });
}
