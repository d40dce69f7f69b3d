/** Cancel, asked about once. */
"use client";

import { Ban } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { Button } from "#components/ui/Button.tsx";
import { StatusLabel } from "#components/runs/RunLabels.tsx";

const loadDialog = () => import("#components/ui/ConfirmDialog.tsx");
const ConfirmDialog = lazy(async () => ({ default: (await loadDialog()).ConfirmDialog }));

export function CancelButton({
  run,
  busy,
  mayStop,
  onCancel,
}: {
  run: RunSnapshot;
  busy: boolean;
  mayStop: boolean;
  onCancel: () => void;
}) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="danger" disabled={busy} onPointerEnter={() => void loadDialog()} onClick={() => setAsking(true)}>
        <Ban size={15} strokeWidth={1.5} aria-hidden /> <span className="max-card:sr-only">Cancel</span>
      </Button>
      {asking ? (
        <Suspense>
          <ConfirmDialog
            title="Cancel this run?"
            keep="Keep it"
            confirm="Cancel the run"
            onConfirm={onCancel}
            onClose={() => setAsking(false)}
          >
            <p>
              {run.currentTurn > 0 ? `Turn ${run.currentTurn} is interrupted. ` : ""}
              Every process of the run is ended. Files stay as they are.
            </p>
            {mayStop ? <p>To let the turn finish first, use “Stop after turn”.</p> : null}
            <p className="flex items-center gap-2 rounded-lg bg-inset px-3 py-2 text-ink inset-ring inset-ring-line">
              <StatusLabel status={run.status} />
              <span className="min-w-0 flex-1 truncate">
                <bdi>{run.name}</bdi>
              </span>
              <span className="text-xs text-ink-3">{run.number}</span>
            </p>
          </ConfirmDialog>
        </Suspense>
      ) : null}
    </>
  );
}
