/** A run as a row of the table: two lines a cell, the fact and its context. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import type { ReactNode } from "react";
import { Checkbox } from "#components/ui/Checkbox.tsx";
import { StatusLabel, StatusNote } from "#components/runs/RunLabels.tsx";
import type { LiveRow } from "./liveRuns.ts";
import { RowMenuButton } from "./RowMenuButton.tsx";
import type { RowActions } from "./rowActions.ts";
import { needsYou } from "./RunReadout.tsx";
import { RunRowCells, rowCell as cell, Two } from "./RunRowCells.tsx";
import type { TableColumn } from "./tableColumns.ts";

export type RowState = { chosen: boolean; choosing: boolean; cursor: boolean; href: string };

export function RunRow({
  row: { run, left },
  state,
  hidden,
  actions,
}: {
  row: LiveRow;
  state: RowState;
  hidden: readonly TableColumn[];
  actions: RowActions;
}) {
  const edge = state.cursor
    ? "shadow-[inset_2px_0_0_var(--signal-mark)]"
    : needsYou(run) && !left && "shadow-[inset_2px_0_0_var(--warning)]";
  return (
    <tr
      data-testid="run-row"
      data-run={run.runId}
      data-status={run.status}
      aria-selected={state.chosen}
      className={clsx(
        "group/row scroll-mt-10 scroll-mb-4",
        state.chosen ? "bg-signal-soft" : state.cursor ? "bg-hover" : "hover:bg-hover",
        left && "grayscale",
      )}
      onClick={(click) => actions.openFromRow(click, run.runId)}
    >
      <td className={clsx(cell, "pr-0 pl-1.5", edge)}>
        <label className="-my-2 flex h-11 w-5 items-center justify-center">
          <span
            className={clsx(
              "inline-flex",
              !state.choosing &&
                "opacity-0 group-hover/row:opacity-100 has-focus-visible:opacity-100 touch:opacity-100",
            )}
          >
            <Checkbox
              aria-label={`Select run ${run.number}`}
              checked={state.chosen}
              onChange={() => undefined}
              onClick={(click) => actions.choose(run.runId, { range: click.shiftKey })}
            />
          </span>
        </label>
      </td>
      <td className={clsx(cell, "pl-1")}>
        <span className="grid min-w-0 gap-px">
          <span className="block h-5">
            <StatusLabel status={run.status} />
          </span>
          <span className="flex h-4 min-w-0 items-center pl-[23px]">
            <StatusNote run={run} />
          </span>
        </span>
      </td>
      <td className={cell}>
        <Two
          first={
            <Link
              href={state.href}
              prefetch={false}
              className={clsx("font-medium -outline-offset-2 hover:underline", left && "text-ink-3")}
            >
              <bdi>{run.name}</bdi>
            </Link>
          }
          second={
            <>
              <span className="mono mr-1.5 text-[11.5px]">{run.number}</span>
              {left ? <Tag>left this view</Tag> : null}
              {run.labels.map((label) => (
                <Tag key={label}>
                  <bdi>{label}</bdi>
                </Tag>
              ))}
              <bdi>{run.missionLine !== null && run.missionLine !== run.name ? run.missionLine : run.epicId}</bdi>
            </>
          }
        />
      </td>
      <RunRowCells run={run} hidden={hidden} />
      <td className={clsx(cell, "pr-4 pl-0 text-right")}>
        <RowMenuButton run={run} actions={actions} href={state.href} />
      </td>
    </tr>
  );
}

function Tag({ children }: { children: ReactNode }) {
  return (
    <span className="mr-1.5 inline-block max-w-24 truncate rounded-sm px-1 align-top text-[10.5px] leading-[15px] inset-ring inset-ring-line">
      {children}
    </span>
  );
}
