/** A status and an outcome in words beside their icons: always both, status first. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { RunSummary } from "#server/domain/run.ts";
import { isSettled, type RunStatus } from "#server/domain/runStatus.ts";
import type { Outcome } from "#server/domain/outcome.ts";
import { toFailureLabel } from "./failureWords.ts";
import { OutcomeIcon } from "./OutcomeIcon.tsx";
import { StatusIcon } from "./StatusIcon.tsx";
import {
  abandonedWords,
  outcomeLookOf,
  pauseLookOf,
  statusLook,
  statusLookOf,
  waitingWordsOf,
} from "./runStatusLook.ts";

export function StatusLabel({ status }: { status: RunStatus }) {
  const look = statusLookOf(status);
  return (
    <span className={clsx("inline-flex items-center gap-[7px] font-medium whitespace-nowrap", look.loud && look.color)}>
      <StatusIcon status={status} />
      {look.label}
    </span>
  );
}

/** An outcome before the end is only what can be said so far. */
export function OutcomeLabel({ outcome, settled }: { outcome: Outcome; settled: boolean }) {
  const look = outcomeLookOf(outcome);
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

/** The second line below a status: what it waits for or stopped at, and what came of it. */
export function StatusNote({ run }: { run: RunSummary }) {
  const { status, outcome } = run;
  if (run.waiting) return <Note>{run.held ? abandonedWords : waitingWordsOf(run.waiting.code)}</Note>;
  if (status === "paused") {
    const look = pauseLookOf(run.pause?.reason ?? "manual");
    return <Note loud={look.loud}>{look.label}</Note>;
  }
  if (status === "pausing")
    return <Note>{run.currentTurn > 0 ? `After turn ${run.currentTurn}` : "Before turn 1"}</Note>;
  if (status === "failed" && run.error) return <Note outcome={outcome}>{toFailureLabel(run.error.code)}</Note>;
  if (status === "cancelled" && run.receipt)
    return (
      <Note outcome={outcome}>
        By <bdi>{run.receipt.by.name}</bdi>
      </Note>
    );
  if (outcome) return <OutcomeLabel outcome={outcome} settled={isSettled(status)} />;
  if (status === "queued") return <Note>Next in line</Note>;
  return <Note>{run.currentTurn > 0 ? `Turn ${run.currentTurn}` : "Not started"}</Note>;
}

/** An outcome beside a reason is its icon alone: the reason is what somebody looks for. */
function Note({
  outcome = null,
  loud = false,
  children,
}: {
  outcome?: Outcome | null;
  loud?: boolean;
  children: ReactNode;
}) {
  return (
    <span
      className={clsx(
        "flex min-w-0 items-center gap-1.5 text-xs",
        loud ? `font-medium ${statusLook.paused.color}` : "text-ink-3",
      )}
    >
      {outcome ? (
        <span className="inline-flex" title={outcomeLookOf(outcome).says}>
          <OutcomeIcon outcome={outcome} />
          <span className="sr-only">{outcomeLookOf(outcome).label},</span>
        </span>
      ) : null}
      <span className="truncate">{children}</span>
    </span>
  );
}

export function StatusBadge({ status }: { status: RunStatus }) {
  const look = statusLookOf(status);
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
