/** A status and an outcome in words beside their icons: always both, status first. */
import { clsx } from "clsx";
import type { RunSummary } from "#server/domain/run.ts";
import { isSettled, type RunStatus } from "#server/domain/runStatus.ts";
import type { Outcome } from "#server/domain/outcome.ts";
import { formatMessage } from "#components/ui/format.ts";
import { OutcomeIcon } from "./OutcomeIcon.tsx";
import { StatusIcon } from "./StatusIcon.tsx";
import { outcomeLook, statusLook } from "./runStatusLook.ts";

export function StatusLabel({ status }: { status: RunStatus }) {
  const look = statusLook[status];
  return (
    <span className={clsx("inline-flex items-center gap-[7px] font-medium whitespace-nowrap", look.loud && look.color)}>
      <StatusIcon status={status} />
      {look.label}
    </span>
  );
}

/** An outcome before the end is only what can be said so far. */
export function OutcomeLabel({ outcome, settled }: { outcome: Outcome; settled: boolean }) {
  const look = outcomeLook[outcome];
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 text-xs whitespace-nowrap",
        look.loud ? look.color : "text-ink-2",
      )}
    >
      <OutcomeIcon outcome={outcome} />
      {settled ? look.label : `${look.label} so far`}
    </span>
  );
}

/** The second line below a status: what it waits for, else what came of it so far. */
export function StatusNote({ run }: { run: RunSummary }) {
  if (run.waiting) return <span className="truncate text-xs text-ink-3">{run.waiting.text}</span>;
  if (run.outcome) return <OutcomeLabel outcome={run.outcome} settled={isSettled(run.status)} />;
  if (run.error) return <span className="truncate text-xs text-ink-3">{formatMessage(run.error.message)}</span>;
  return <span className="text-xs text-ink-3">{run.currentTurn > 0 ? `turn ${run.currentTurn}` : "not started"}</span>;
}

export function StatusBadge({ status }: { status: RunStatus }) {
  const look = statusLook[status];
  return (
    <span
      data-testid="run-status"
      data-status={status}
      title={look.says}
      className={clsx(
        "tinted inline-flex h-6 shrink-0 items-center gap-1.5 rounded-md pr-2 pl-1.5 font-medium whitespace-nowrap",
        look.color,
      )}
    >
      <StatusIcon status={status} />
      {look.label}
    </span>
  );
}

export function OutcomeBadge({ outcome, settled }: { outcome: Outcome; settled: boolean }) {
  const look = outcomeLook[outcome];
  return (
    <span
      data-testid="run-outcome"
      data-outcome={outcome}
      title={look.says}
      className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-md pr-2 pl-1.5 font-medium whitespace-nowrap text-ink-2 inset-ring inset-ring-line-strong"
    >
      <OutcomeIcon outcome={outcome} />
      {settled ? look.label : `${look.label} so far`}
    </span>
  );
}
