/** The run list on a phone: one card a run. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { Checkbox } from "#components/ui/Checkbox.tsx";
import { formatTokens } from "#components/ui/format.ts";
import { StatusLabel, StatusNote } from "#components/runs/RunLabels.tsx";
import type { LiveRow } from "./liveRuns.ts";
import type { RowActions } from "./rowActions.ts";
import type { RowState } from "./RunRow.tsx";
import type { RunSelection } from "./runSelection.ts";
import { ActivityAge, ActivityText, Meter, needsYou, tokensText, TurnCount, TurnMeter } from "./RunReadout.tsx";
import { Elapsed } from "./RunTimes.tsx";

export function RunCards({
  rows,
  stale,
  choosing,
  parts: { selection, actions, hrefOf },
}: {
  rows: readonly LiveRow[];
  stale: boolean;
  /** Cards are being chosen: each has a box, and a tap on it chooses. */
  choosing: boolean;
  parts: { selection: RunSelection; actions: RowActions; hrefOf: (runId: string) => string };
}) {
  return (
    <ul aria-label="Runs" className={clsx("grid grid-cols-[minmax(0,1fr)] gap-2.5 px-4", stale && "grayscale")}>
      {rows.map((row) => (
        <li key={row.run.runId}>
          <RunCard
            row={row}
            actions={actions}
            state={{
              choosing,
              chosen: selection.chosen.has(row.run.runId),
              cursor: selection.cursor === row.run.runId,
              href: hrefOf(row.run.runId),
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function RunCard({ row: { run, left }, state, actions }: { row: LiveRow; state: RowState; actions: RowActions }) {
  const budget = run.limits.tokens;
  return (
    <article
      data-testid="run-card"
      data-run={run.runId}
      data-status={run.status}
      className={clsx(
        "relative overflow-hidden rounded-[10px] border bg-raised",
        state.chosen ? "border-signal" : needsYou(run) && !left ? "border-warning/50" : "border-line",
        left && "grayscale",
      )}
    >
      <div className="flex items-center gap-2 px-3.5 pt-3">
        <StatusLabel status={run.status} />
        <span aria-hidden className="text-ink-4">
          ·
        </span>
        <span className="flex min-w-0 flex-1 items-center">
          <StatusNote run={run} />
        </span>
        <span className="w-[68px] shrink-0 text-right text-xs text-ink-3">
          <Elapsed run={run} />
        </span>
        {state.choosing ? (
          <label className="relative z-1 -my-3 -mr-3 flex size-11 shrink-0 items-center justify-center">
            <Checkbox
              aria-label={`Select run ${run.number}`}
              checked={state.chosen}
              onChange={() => undefined}
              onClick={(click) => actions.choose(run.runId, { range: click.shiftKey })}
            />
          </label>
        ) : null}
      </div>
      <Link
        href={state.href}
        prefetch={false}
        onClick={(click) => {
          if (!state.choosing) return;
          click.preventDefault();
          actions.choose(run.runId, { range: false });
        }}
        className="block px-3.5 pt-1.5 pb-2.5 text-[15px] leading-[21px] font-medium tracking-[-0.008em] break-words -outline-offset-2 after:absolute after:inset-0"
      >
        <bdi>{run.name}</bdi>
      </Link>
      <div className="flex items-center gap-2.5 border-y border-line-faint bg-inset px-3.5 py-1.5">
        <span className="min-w-0 flex-1">
          <ActivityText run={run} />
        </span>
        <span className="min-w-[7ch] shrink-0 text-right text-xs">
          <ActivityAge run={run} />
        </span>
      </div>
      <div className="flex items-center gap-2.5 px-3.5 py-2.5">
        <span className="shrink-0">
          <TurnCount run={run} />
        </span>
        {run.currentTurn === 0 ? (
          <span className="text-xs text-ink-3">not started</span>
        ) : (
          <TurnMeter run={run} className="w-11 shrink-0" />
        )}
        <span className="min-w-0 flex-1 truncate text-right text-xs text-ink-3">
          {left ? "left this view" : <bdi>{run.project}</bdi>}
        </span>
        <span className="shrink-0 text-right">
          {tokensText(run)}
          {budget === null ? (
            <span className="text-xs text-ink-3">{run.currentTurn === 0 ? "" : " tokens"}</span>
          ) : (
            <span className="text-ink-3"> of {formatTokens(budget)}</span>
          )}
        </span>
        {budget === null ? null : <Meter share={(run.stats.tokens ?? 0) / budget} className="w-[72px] shrink-0" />}
      </div>
    </article>
  );
}
