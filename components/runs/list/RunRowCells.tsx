/** The cells of a row that may be hidden: what it does, where, how far it is and what it took. */
"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { RunSummary } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { formatShortId, formatTokens, NONE } from "#components/ui/format.ts";
import { RunActor } from "./RunActor.tsx";
import {
  ActivityAge,
  ActivityText,
  filesText,
  LinesChanged,
  Meter,
  tokensNote,
  tokensText,
  TurnCount,
  TurnMeter,
  turnNote,
} from "./RunReadout.tsx";
import { Elapsed, Queued } from "./RunTimes.tsx";
import { columnPlace, type TableColumn } from "./tableColumns.ts";

export const rowCell = "h-[54px] overflow-hidden border-b border-line-faint px-2 align-middle";

export function RunRowCells({ run, hidden }: { run: RunSummary; hidden: readonly TableColumn[] }) {
  const busy = !isSettled(run.status);
  const shows = (column: TableColumn) => !hidden.includes(column);
  return (
    <>
      {shows("activity") ? (
        <td className={rowCell}>
          <Two
            first={<ActivityText run={run} />}
            second={
              <span className="pl-[21px]">
                <ActivityAge run={run} />
              </span>
            }
          />
        </td>
      ) : null}
      {shows("project") ? (
        <td className={clsx(rowCell, columnPlace.project)}>
          <Two
            first={<bdi title={run.project}>{run.project}</bdi>}
            second={
              run.branch === null ? null : (
                <bdi className="mono" title={run.branch}>
                  {run.branch}
                </bdi>
              )
            }
          />
        </td>
      ) : null}
      {shows("turn") ? (
        <td className={rowCell}>
          <Two
            first={<TurnCount run={run} />}
            second={turnNote(run) ?? <TurnMeter run={run} className="mt-[7px] w-[52px]" />}
          />
        </td>
      ) : null}
      {shows("elapsed") ? (
        <td className={clsx(rowCell, columnPlace.elapsed)}>
          <Two
            right
            first={<Elapsed run={run} />}
            second={
              <>
                queued <Queued run={run} />
              </>
            }
          />
        </td>
      ) : null}
      {shows("tokens") ? (
        <td className={rowCell}>
          <Two
            right
            first={tokensText(run)}
            second={
              run.limits.tokens === null ? (
                tokensNote(run)
              ) : (
                <span title={`of ${formatTokens(run.limits.tokens)}`}>
                  <span className="sr-only">of {formatTokens(run.limits.tokens)}</span>
                  <Meter share={(run.stats.tokens ?? 0) / run.limits.tokens} className="mt-[7px] ml-auto w-[52px]" />
                </span>
              )
            }
          />
        </td>
      ) : null}
      {shows("files") ? (
        <td className={clsx(rowCell, columnPlace.files)}>
          <Two right first={filesText(run)} second={<LinesChanged run={run} />} />
        </td>
      ) : null}
      {shows("by") ? (
        <td className={clsx(rowCell, columnPlace.by)}>
          <Two
            first={<RunActor actor={run.createdBy} />}
            second={
              run.workerId && busy ? (
                <span className="mono text-2xs" title={`Worker ${run.workerId}`}>
                  {formatShortId(run.workerId)}
                </span>
              ) : run.status === "queued" ? (
                "queue"
              ) : (
                NONE
              )
            }
          />
        </td>
      ) : null}
    </>
  );
}

export function Two({ first, second, right = false }: { first: ReactNode; second: ReactNode; right?: boolean }) {
  return (
    <span className={clsx("grid min-w-0 gap-px", right && "text-right")}>
      <span className="block h-5 min-w-0 truncate">{first}</span>
      <span className="block h-4 min-w-0 truncate text-xs text-ink-3">{second}</span>
    </span>
  );
}
