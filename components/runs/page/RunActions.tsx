/** What may be done with a run now: the domain's table decides which buttons there are. */
"use client";

import { Flag, Play } from "lucide-react";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { PauseMode, RunAction } from "#server/domain/runStatus.ts";
import { Button } from "#components/ui/Button.tsx";
import { CancelButton } from "./CancelButton.tsx";
import { PauseButton } from "./PauseButton.tsx";

export type ControlClick = { action: RunAction; mode?: PauseMode };

const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;
const bar =
  "max-card:fixed max-card:inset-x-0 max-card:bottom-0 max-card:z-20 max-card:border-t max-card:border-line max-card:bg-surface max-card:px-4 max-card:pt-2.5 max-card:pb-[calc(10px+env(safe-area-inset-bottom))] max-card:[&_button]:h-11 max-card:[&_button]:min-w-11";

export function RunActions({
  run,
  actions,
  busy,
  onControl,
}: {
  run: RunSnapshot;
  actions: RunAction[];
  /** A click is on its way: a second one would only race it. */
  busy: boolean;
  onControl: (click: ControlClick) => void;
}) {
  if (actions.length === 0) return null;
  const may = (action: RunAction) => actions.includes(action);
  return (
    <div role="group" aria-label="Actions" className={`flex items-center gap-1.5 ${bar}`}>
      {may("resume") ? (
        <Button
          kind={run.status === "paused" ? "primary" : "default"}
          className="max-card:flex-1"
          disabled={busy}
          onClick={() => onControl({ action: "resume" })}
        >
          <Play {...icon} /> Resume
        </Button>
      ) : null}
      {may("pause") ? <PauseButton busy={busy} onPause={(mode) => onControl({ action: "pause", mode })} /> : null}
      {may("stop") ? (
        <Button disabled={busy || run.stopAfterTurn} onClick={() => onControl({ action: "stop" })}>
          <Flag {...icon} />
          <span className="max-card:sr-only">
            {run.stopAfterTurn ? "Stops after this turn" : run.status === "paused" ? "Stop here" : "Stop after turn"}
          </span>
        </Button>
      ) : null}
      {may("cancel") ? (
        <CancelButton run={run} busy={busy} mayStop={may("stop")} onCancel={() => onControl({ action: "cancel" })} />
      ) : null}
    </div>
  );
}
