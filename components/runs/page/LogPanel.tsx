/** The log of a run, with the output that is only loaded when somebody asks for it. */
"use client";

import { useState, useSyncExternalStore } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { createFold } from "#components/log/foldReceived.ts";
import { emptyLog } from "#components/log/logDraft.ts";
import { foldEvents, foldGap, foldPassage } from "#components/log/logLines.ts";
import { LogViewer } from "#components/log/LogViewer.tsx";
import type { RunLog } from "#components/log/runEventStore.ts";
import { useSkippedOutput } from "#components/log/useSkippedOutput.ts";
import { useStoredOutput } from "#components/log/useStoredOutput.ts";
import { toCallError } from "#components/shell/callError.ts";
import { Banner } from "#components/ui/Banner.tsx";
import { Button } from "#components/ui/Button.tsx";
import { CircleAlert, X } from "#components/ui/icons.tsx";

const never = () => () => undefined;
const noError = () => null;

const logFold = { empty: emptyLog, events: foldEvents, gap: foldGap, passage: foldPassage };

export function LogPanel({
  run,
  snapshot,
  scope,
  nothing,
}: {
  run: RunSnapshot;
  snapshot: RunLog;
  scope: number | null;
  /** What stands in place of a log that has no line. */
  nothing: string;
}) {
  const [toLog] = useState(() => createFold(logFold));
  const log = toLog(snapshot.received);
  const stored = useStoredOutput(run.runId, log.hasStored);
  const skipped = useSkippedOutput(stored);
  const linesError = useSyncExternalStore(
    stored?.lines.subscribe ?? never,
    () => stored?.lines.error() ?? null,
    noError,
  );
  const error = skipped.error ?? linesError;
  const dismiss = () => {
    skipped.dismiss();
    stored?.lines.dismiss();
  };
  return (
    <div className="flex flex-col card:min-h-0 card:flex-1">
      {error ? (
        <div className="px-4 py-3 card:px-6">
          <Banner
            tone="danger"
            role="alert"
            icon={<CircleAlert size={16} strokeWidth={1.5} aria-hidden />}
            actions={
              <Button kind="ghost" size="sm" square aria-label="Dismiss" onClick={dismiss} className="touch:size-11">
                <X size={14} strokeWidth={1.5} aria-hidden />
              </Button>
            }
          >
            <b>The output could not be read.</b> {toCallError(error).message}
          </Banner>
        </div>
      ) : null}
      <LogViewer
        runId={run.runId}
        lines={log.lines}
        received={snapshot.received}
        live={!isSettled(run.status)}
        scope={scope}
        skipped={skipped}
        stored={stored}
        nothing={nothing}
      />
    </div>
  );
}
