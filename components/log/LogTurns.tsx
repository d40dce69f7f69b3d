/** The rows that are drawn, turn by turn: the head of a turn sticks to the top while its lines are shown. */
import type { VirtualItem } from "@tanstack/react-virtual";
import type { ReactNode } from "react";
import type { LogRows, TurnSpan } from "./logRows.ts";

type Group = { span: TurnSpan | null; items: VirtualItem[] };

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

export function toGroups(items: readonly VirtualItem[], turns: readonly TurnSpan[]): Group[] {
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
  items: readonly VirtualItem[];
  startOf: (row: number) => number;
  endOf: (row: number) => number;
  renderHead: (row: number) => ReactNode;
  /** `from`: where the part of the list begins that the row stands in. */
  renderRow: (item: VirtualItem, from: number) => ReactNode;
}) {
  const { rows, items, startOf, endOf, renderHead, renderRow } = props;
  return toGroups(items, rows.turns).map(({ span, items: inside }) => {
    if (!span) return inside.map((item) => renderRow(item, 0));
    const from = startOf(span.from);
    return (
      <div
        key={`turn ${rows.list[span.from]?.key}`}
        className="absolute inset-x-0"
        style={{ top: from, height: endOf(span.to) - from }}
      >
        <div className="sticky top-0 z-1">{renderHead(span.from)}</div>
        {inside.map((item) => (item.index === span.from ? null : renderRow(item, from)))}
      </div>
    );
  });
}
