/** The run list on a wide screen: a head that stays, and one row a run. */
"use client";

import { clsx } from "clsx";
import { Checkbox } from "#components/ui/Checkbox.tsx";
import type { LiveRow } from "./liveRuns.ts";
import type { RowActions } from "./rowActions.ts";
import { RunRow } from "./RunRow.tsx";
import type { RunSelection } from "./runSelection.ts";
import { columnPlace, tableColumns, type TableColumn } from "./tableColumns.ts";

const heading =
  "sticky top-0 z-10 h-8 border-y border-line bg-surface px-2 text-left text-xs font-normal whitespace-nowrap text-ink-3";

const places: Record<TableColumn, string> = {
  activity: "w-[212px]",
  project: `w-[116px] ${columnPlace.project}`,
  turn: "w-[84px]",
  elapsed: `w-[104px] text-right ${columnPlace.elapsed}`,
  tokens: "w-[92px] text-right",
  files: `w-[92px] text-right ${columnPlace.files}`,
  by: `w-[72px] ${columnPlace.by}`,
};

export type TableParts = {
  selection: RunSelection;
  hidden: readonly TableColumn[];
  actions: RowActions;
  hrefOf: (runId: string) => string;
  onToggleAll: () => void;
};

/** `stale`: the rows may be wrong by now, and lose their colours. */
export function RunTable({ rows, stale, parts }: { rows: readonly LiveRow[]; stale: boolean; parts: TableParts }) {
  const { selection, hidden, actions, hrefOf } = parts;
  const all = rows.length > 0 && rows.every(({ run }) => selection.chosen.has(run.runId));
  return (
    <table
      aria-label="Runs"
      className={clsx("w-full table-fixed border-separate border-spacing-0", stale && "grayscale")}
    >
      <thead>
        <tr>
          <th scope="col" className={clsx(heading, "w-[30px] pr-0 pl-1.5")}>
            <label className="flex h-8 w-5 items-center justify-center">
              <Checkbox
                aria-label="Select all runs of this page"
                checked={all}
                onChange={parts.onToggleAll}
                ref={(box) => {
                  if (box) box.indeterminate = !all && selection.chosen.size > 0;
                }}
              />
            </label>
          </th>
          <th scope="col" className={clsx(heading, "w-[148px] pl-1")}>
            Status
          </th>
          <th scope="col" className={clsx(heading, "font-medium text-ink")}>
            Run, newest first
          </th>
          {(Object.keys(tableColumns) as TableColumn[])
            .filter((column) => !hidden.includes(column))
            .map((column) => (
              <th key={column} scope="col" className={clsx(heading, places[column])}>
                {tableColumns[column]}
              </th>
            ))}
          <th scope="col" className={clsx(heading, "w-[44px] px-0")}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RunRow
            key={row.run.runId}
            row={row}
            hidden={hidden}
            actions={actions}
            state={{
              chosen: selection.chosen.has(row.run.runId),
              choosing: selection.chosen.size > 0,
              cursor: selection.cursor === row.run.runId,
              href: hrefOf(row.run.runId),
            }}
          />
        ))}
      </tbody>
    </table>
  );
}
