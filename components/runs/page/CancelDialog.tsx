/** Asks once before a run is cancelled; loaded when first asked. */
"use client";

import type { RunSnapshot } from "#server/domain/run.ts";
import { ConfirmDialog } from "#components/ui/ConfirmDialog.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";

export function CancelDialog({
  run,
  onStop,
  onCancel,
  onClose,
}: {
  run: RunSnapshot;
  /** null: it cannot be stopped after a turn. */
  onStop: (() => void) | null;
  onCancel: () => void;
  onClose: () => void;
}) {
  const files = run.stats.filesChanged;
  return (
    <ConfirmDialog
      title="Cancel this run?"
      keep="Keep it"
      confirm="Cancel the run"
      onConfirm={onCancel}
      onClose={onClose}
    >
      <p>{toInterruption(run)}</p>
      <p>
        {files > 0 ? `The folder and its ${formatPlural(files, "changed file")} stay.` : "The folder stays as it is."}
      </p>
      {onStop && run.status === "running" && run.currentTurn > 0 ? (
        <p>
          To let the turn finish first, use{" "}
          <button
            type="button"
            className="text-signal-text hover:underline touch:-my-3 touch:py-3"
            onClick={() => {
              onClose();
              onStop();
            }}
          >
            Stop after turn
          </button>
          .
        </p>
      ) : null}
      <p className="flex items-center gap-2.5 rounded-lg bg-inset px-3 py-2 text-ink inset-ring inset-ring-line">
        <StatusIcon status={run.status} />
        <span className="min-w-0 flex-1 truncate">
          <bdi>{run.name}</bdi>
        </span>
        <span className="text-xs text-ink-3">{run.number}</span>
      </p>
    </ConfirmDialog>
  );
}

function toInterruption({ status, currentTurn, held, waiting, workerId }: RunSnapshot): string {
  if (held && waiting) return "Its worker is gone: it ends when another one has ended what is left of the turn.";
  if (status === "queued") return "It has not begun: it ends at once.";
  if (status === "paused" || waiting || workerId === null) return "No turn is running: it ends at once.";
  return `Turn ${currentTurn} is interrupted: it is asked to end, and whatever does not within a few seconds is killed.`;
}
