/** What may be done with a run now: the domain's table decides which buttons there are. At the bottom of a phone. */
"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { lazy, Suspense } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { KeyHint } from "#components/shell/KeyHint.tsx";
import { fetchAhead } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { buttonLook } from "#components/ui/buttonLook.ts";
import { Ban, Flag, Play, RotateCcw, Zap } from "#components/ui/icons.tsx";
import { ActionIcon } from "./ActionIcon.tsx";
import { loadCancelDialog } from "./loadCancelDialog.ts";
import { MoreButton } from "./MoreButton.tsx";
import { PauseButton } from "./PauseButton.tsx";
import type { RunCopies } from "./runCopies.ts";
import type { RunControls } from "./useRunControls.ts";

const CancelDialog = lazy(async () => ({ default: (await loadCancelDialog()).CancelDialog }));

const bar =
  "max-card:fixed max-card:inset-x-0 max-card:bottom-0 max-card:z-20 max-card:gap-2.5 max-card:border-t max-card:border-line max-card:bg-surface max-card:px-4 max-card:pt-2.5 max-card:pb-[calc(10px+env(safe-area-inset-bottom))] max-card:[&_:is(button,a)]:h-11 max-card:[&_:is(button,a)]:min-w-11 max-card:[&_:is(button,a)]:text-md";

export function RunActions({
  run,
  controls,
  copies,
  againHref,
  onStartAgain,
}: {
  run: RunSnapshot;
  controls: RunControls;
  copies: RunCopies;
  againHref: string;
  onStartAgain: () => void;
}) {
  const { may, pending, busy } = controls;
  const stays = run.stopAfterTurn && !isSettled(run.status);
  return (
    <div role="group" aria-label="Actions" className={`flex items-center gap-1.5 card:flex-1 card:justify-end ${bar}`}>
      {may("resume") ? (
        <Button
          kind={run.status === "paused" ? "primary" : "default"}
          className="max-card:order-2 max-card:flex-1"
          disabled={busy && pending !== "resume"}
          aria-busy={pending === "resume"}
          aria-keyshortcuts="R"
          title="Resume (R)"
          onClick={controls.resume}
        >
          <ActionIcon icon={Play} busy={pending === "resume"} /> Resume
        </Button>
      ) : null}
      {may("pause") ? (
        <span className="flex max-card:order-2 max-card:flex-1">
          <PauseButton busy={busy} pausing={pending === "pause"} onPause={controls.pause} />
        </span>
      ) : null}
      {controls.mayPauseNow && !may("pause") ? (
        <Button
          className="max-card:order-3"
          disabled={busy && pending !== "pause"}
          aria-busy={pending === "pause"}
          title="Pause now, interrupt the turn (⇧P)"
          onClick={() => controls.pause("now")}
        >
          <ActionIcon icon={Zap} busy={pending === "pause"} />
          <span className="max-card:sr-only">Pause now</span>
        </Button>
      ) : null}
      {may("stop") ? (
        <Button
          className="max-card:order-3"
          disabled={run.stopAfterTurn || (busy && pending !== "stop")}
          aria-busy={pending === "stop"}
          aria-keyshortcuts="S"
          title={run.stopAfterTurn ? undefined : `${toStopLabel(run)} (S)`}
          onClick={controls.stop}
        >
          <ActionIcon icon={Flag} busy={pending === "stop"} />
          <span className={clsx("max-card:sr-only", !stays && run.status !== "paused" && "max-wide:sr-only")}>
            {toStopLabel(run)}
          </span>
        </Button>
      ) : null}
      {may("cancel") ? (
        <Button
          kind="danger"
          className="max-card:order-1"
          disabled={busy && pending !== "cancel"}
          aria-busy={pending === "cancel"}
          aria-keyshortcuts="C"
          title="Cancel (C)"
          onPointerEnter={() => fetchAhead(loadCancelDialog)}
          onClick={() => controls.askCancel(true)}
        >
          <ActionIcon icon={Ban} busy={pending === "cancel"} />
          <span className="max-card:sr-only">Cancel</span>
          <span aria-hidden className="-mr-1 ml-0.5 inline-flex max-card:hidden">
            <KeyHint stroke="c" />
          </span>
        </Button>
      ) : null}
      {isSettled(run.status) ? (
        <Link href={againHref} className={buttonLook({}, "max-card:order-2 max-card:flex-1")}>
          <RotateCcw size={15} strokeWidth={1.5} aria-hidden /> Start again
        </Link>
      ) : null}
      <span className="max-card:order-4">
        <MoreButton run={run} copies={copies} onStartAgain={onStartAgain} {...controls.doors} />
      </span>
      {controls.askingCancel && may("cancel") ? (
        <Suspense>
          <CancelDialog
            run={run}
            onStop={may("stop") && !run.stopAfterTurn ? controls.stop : null}
            onCancel={controls.cancel}
            onClose={() => controls.askCancel(false)}
          />
        </Suspense>
      ) : null}
    </div>
  );
}

function toStopLabel(run: RunSnapshot): string {
  if (run.stopAfterTurn) return "Stops after this turn";
  return run.status === "paused" ? "Stop here" : "Stop after turn";
}
