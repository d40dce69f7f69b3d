/** What can be done with the chosen runs: floats above the list, and takes the place of the action bar on phones. */
import type { RunSummary } from "#server/domain/run.ts";
import { allowedActions, type RunAction } from "#server/domain/runStatus.ts";
import { KeyHint } from "#components/shell/KeyHint.tsx";
import { Button } from "#components/ui/Button.tsx";
import { Ban, Pause, X } from "#components/ui/icons.tsx";

const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;
const tall = "max-card:h-11 max-card:flex-1 touch:h-11";

export function BulkBar({
  runs,
  onAction,
  onNear,
  onClear,
}: {
  runs: readonly RunSummary[];
  onAction: (action: RunAction) => void;
  /** The question may be asked soon. */
  onNear: () => void;
  onClear: () => void;
}) {
  const may = (action: RunAction) => runs.some((run) => allowedActions(run.status).includes(action));
  return (
    <div
      role="toolbar"
      aria-label="Selected runs"
      className="z-30 flex items-center gap-2 bg-overlay max-card:sticky max-card:bottom-0 max-card:mt-auto max-card:border-t max-card:border-line max-card:px-4 max-card:pt-2.5 max-card:pb-[calc(10px+env(safe-area-inset-bottom))] card:absolute card:bottom-6 card:left-1/2 card:-translate-x-1/2 card:rounded-[10px] card:py-[7px] card:pr-[7px] card:pl-3.5 card:shadow-(--shadow-pop)"
      onPointerEnter={onNear}
      onFocus={onNear}
    >
      <span role="status" className="mr-1 min-w-[10ch] font-medium whitespace-nowrap">
        {runs.length} selected
      </span>
      <Button disabled={!may("pause")} onClick={() => onAction("pause")} className={tall}>
        <Pause {...icon} /> Pause <KeyHint stroke="p" />
      </Button>
      <Button kind="danger" disabled={!may("cancel")} onClick={() => onAction("cancel")} className={tall}>
        <Ban {...icon} /> Cancel <KeyHint stroke="c" />
      </Button>
      <span aria-hidden className="mx-0.5 h-[18px] w-px bg-line max-card:hidden" />
      <Button
        kind="ghost"
        square
        aria-label="Clear the selection"
        title="Clear the selection (Esc)"
        onClick={onClear}
        className="max-card:size-11 touch:size-11"
      >
        <X {...icon} />
      </Button>
    </div>
  );
}
