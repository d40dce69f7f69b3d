/** The log of a run, with the output that is only loaded when somebody asks for it. */
"use client";

import { useState } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { createFold } from "#components/log/foldReceived.ts";
import { emptyLog } from "#components/log/logDraft.ts";
import { foldEvents, foldGap } from "#components/log/logLines.ts";
import { LogViewer } from "#components/log/LogViewer.tsx";
import type { RunLog } from "#components/log/runEventStore.ts";
import { useSkippedOutput } from "#components/log/useSkippedOutput.ts";
import { toCallError } from "#components/shell/callError.ts";
import { useTRPCClient } from "#components/shell/trpc.ts";
import { Banner } from "#components/ui/Banner.tsx";
import { Button } from "#components/ui/Button.tsx";
import { CircleAlert, X } from "#components/ui/icons.tsx";

const logFold = { empty: emptyLog, events: foldEvents, gap: foldGap };

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
  const client = useTRPCClient();
  const skipped = useSkippedOutput((part) => client.runs.output.query({ runId: run.runId, ...part }));
  return (
    <div className="flex flex-col card:min-h-0 card:flex-1">
      {skipped.error ? (
        <div className="px-4 py-3 card:px-6">
          <Banner
            tone="danger"
            role="alert"
            icon={<CircleAlert size={16} strokeWidth={1.5} aria-hidden />}
            actions={
              <Button
                kind="ghost"
                size="sm"
                square
                aria-label="Dismiss"
                onClick={skipped.dismiss}
                className="touch:size-11"
              >
                <X size={14} strokeWidth={1.5} aria-hidden />
              </Button>
            }
          >
            <b>The output could not be read.</b> {toCallError(skipped.error).message}
          </Banner>
        </div>
      ) : null}
      <LogViewer
        runId={run.runId}
        lines={toLog(snapshot.received).lines}
        events={snapshot.received.events}
        live={!isSettled(run.status)}
        scope={scope}
        skipped={skipped}
        nothing={nothing}
      />
    </div>
  );
}
