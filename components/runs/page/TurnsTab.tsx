/** The turns of a run, newest last. */
"use client";

import { clsx } from "clsx";
import type { TurnView } from "#server/domain/run.ts";
import { useNow, useZone } from "#components/ui/clock.tsx";
import {
  formatBytes,
  formatDuration,
  formatMessage,
  formatTimeOfDay,
  formatTokens,
  NONE,
} from "#components/ui/format.ts";
import { OutcomeLabel } from "#components/runs/RunLabels.tsx";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";

const cell =
  "h-[54px] border-b border-line-faint px-2 align-middle first:pl-4 last:pr-4 card:first:pl-6 card:last:pr-6";
const number = `${cell} text-right whitespace-nowrap`;
const heading =
  "h-8 border-b border-line px-2 text-xs font-normal text-ink-3 first:pl-4 last:pr-4 card:first:pl-6 card:last:pr-6";

const columns = [
  { name: "Turn" },
  { name: "Result" },
  { name: "Started" },
  { name: "Duration", number: true },
  { name: "Tokens", number: true },
  { name: "Exit", number: true },
  { name: "Prompt", number: true },
  { name: "Thread" },
  { name: "Last message" },
];

export function TurnsTab({
  turns,
  scope,
  onScope,
}: {
  turns: TurnView[];
  scope: number | null;
  onScope: (turn: number | null) => void;
}) {
  const now = useNow();
  const zone = useZone();
  if (turns.length === 0) return <p className="px-4 py-8 text-ink-3 card:px-6">No turn has started yet.</p>;
  return (
    <div className="scroller pb-6" tabIndex={0} role="region" aria-label="Turns">
      <table className="w-full min-w-[860px] border-separate border-spacing-0" data-testid="turns">
        <thead>
          <tr>
            {columns.map(({ name, number }) => (
              <th key={name} scope="col" className={clsx(heading, number ? "text-right" : "text-left")}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {turns.map((turn) => (
            <tr
              key={turn.turn}
              data-turn={turn.turn}
              aria-current={turn.turn === scope || undefined}
              className={turn.turn === scope ? "bg-signal-soft" : "hover:bg-hover"}
            >
              <td className={clsx(cell, "font-medium whitespace-nowrap")}>
                <button
                  type="button"
                  aria-pressed={turn.turn === scope}
                  aria-label={`Scope to turn ${turn.turn}`}
                  onClick={() => onScope(turn.turn === scope ? null : turn.turn)}
                  className="min-w-6 text-left text-signal-text hover:underline max-card:h-11 max-card:min-w-11 touch:h-11 touch:min-w-11"
                >
                  {turn.turn}
                </button>
                {turn.try > 1 ? <span className="font-normal text-ink-3"> try {turn.try}</span> : null}
              </td>
              <td className={cell}>
                <TurnResult turn={turn} />
              </td>
              <td className={clsx(cell, "mono whitespace-nowrap")}>{formatTimeOfDay(turn.startedAt, zone)}</td>
              <td className={number}>
                {formatDuration(
                  turn.durationMs ?? (turn.status === "running" ? now - Date.parse(turn.startedAt) : null),
                  {
                    fine: true,
                  },
                )}
              </td>
              <td className={number}>
                {turn.status === "running" ? NONE : formatTokens(turn.usage?.totalTokens ?? null)}
              </td>
              <td className={number}>{turn.signal ?? turn.exitCode ?? NONE}</td>
              <td className={number}>{turn.promptBytes === null ? NONE : formatBytes(turn.promptBytes)}</td>
              <td className={cell}>
                <span className="mono block max-w-[11ch] truncate" title={turn.threadId ?? undefined}>
                  {turn.threadId ?? NONE}
                </span>
              </td>
              <td className={clsx(cell, "w-full max-w-0")}>
                <span className="line-clamp-2 text-xs break-words text-ink-2">
                  <bdi>{turn.lastMessage ?? NONE}</bdi>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TurnResult({ turn }: { turn: TurnView }) {
  if (turn.status === "running")
    return (
      <span className="inline-flex items-center gap-[7px] whitespace-nowrap">
        <StatusIcon status="running" /> Running
      </span>
    );
  return (
    <span className="grid gap-px">
      {turn.status === "failed" ? (
        <span className="inline-flex items-center gap-[7px] font-medium whitespace-nowrap text-danger">
          <StatusIcon status="failed" /> Failed
        </span>
      ) : turn.outcome ? (
        <OutcomeLabel outcome={turn.outcome} settled />
      ) : (
        <span className="inline-flex items-center gap-[7px] whitespace-nowrap">
          <StatusIcon status="completed" /> Completed
        </span>
      )}
      {turn.error ? (
        <span className="block max-w-[28ch] truncate text-xs text-ink-3" title={turn.error.message}>
          {formatMessage(turn.error.message)}
        </span>
      ) : null}
    </span>
  );
}
