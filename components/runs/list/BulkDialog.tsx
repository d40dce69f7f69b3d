/** Says what a control will do to each of the chosen runs, does it, and says what came of each; loaded when first asked. */
"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";
import { planBulk, type BulkResult } from "#server/domain/bulk.ts";
import type { RunSummary } from "#server/domain/run.ts";
import type { RunAction, RunStatus } from "#server/domain/runStatus.ts";
import { StatusLabel } from "#components/runs/RunLabels.tsx";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { toCallError } from "#components/shell/callError.ts";
import { sayToast } from "#components/shell/toasts.ts";
import { Button } from "#components/ui/Button.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { Check, X } from "#components/ui/icons.tsx";
import { bulkWords, countMoved, toBulkTitle, toPlanLines, toQuestion } from "./bulkWords.ts";

const tall = "max-card:h-11 touch:h-11";

export type BulkQuestion = { runs: readonly RunSummary[]; action: RunAction };

export function BulkDialog({
  question: { runs, action },
  statusNow,
  onConfirm,
  onClose,
}: {
  /** As the runs were when somebody asked: each answers for itself then. */
  question: BulkQuestion;
  /** What has become of a run since. */
  statusNow: (runId: string) => RunStatus | null;
  onConfirm: () => Promise<BulkResult[]>;
  onClose: () => void;
}) {
  const [results, setResults] = useState<BulkResult[] | null>(null);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const gone = useRef(false); // closed while it was asked: what came of it is told elsewhere
  useEffect(() => {
    gone.current = false;
    return () => void (gone.current = true);
  }, []);
  const plan = planBulk(runs, action);
  const count = countMoved(plan);
  const { verb } = bulkWords[action];
  const confirm = async () => {
    setAsking(true);
    setError(null);
    try {
      const answers = await onConfirm();
      if (runs.length === 1) return onClose();
      setResults(answers);
    } catch (failure) {
      const { message } = toCallError(failure);
      if (gone.current) sayToast({ title: bulkWords[action].none, text: message, tone: "danger" });
      setError(message);
    }
    setAsking(false);
  };
  if (results)
    return (
      <Dialog
        title={toBulkTitle(results, action)}
        onClose={onClose}
        footer={
          <Button autoFocus onClick={onClose} className={tall}>
            Done
          </Button>
        }
      >
        <ul aria-label="What came of each run" className="overflow-hidden rounded-lg inset-ring inset-ring-line">
          {results.map((result) => (
            <Answer
              key={result.runId}
              result={result}
              run={runs.find((run) => run.runId === result.runId)}
              status={statusNow(result.runId)}
            />
          ))}
        </ul>
      </Dialog>
    );
  return (
    <Dialog
      title={toQuestion(plan, action, runs)}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus={count === 0} onClick={onClose} className={tall}>
            Back
          </Button>
          {count > 0 ? (
            <Button
              autoFocus
              kind={action === "cancel" ? "danger-solid" : "primary"}
              disabled={asking}
              onClick={() => void confirm()}
              className={tall}
            >
              {asking ? "Asking…" : `${verb} ${runs.length === 1 ? "the run" : formatPlural(count, "run")}`}
            </Button>
          ) : null}
        </>
      }
    >
      <ul aria-label="What will happen" className="overflow-hidden rounded-lg inset-ring inset-ring-line">
        {toPlanLines(plan, action).map((line) => (
          <Line key={line.status} icon={<StatusIcon status={line.status} />}>
            <span className={line.moved ? undefined : "text-ink-3"}>{line.text}</span>
          </Line>
        ))}
      </ul>
      {runs.length === 1 ? (
        <p className="mt-3 flex items-center gap-2.5 rounded-lg bg-inset px-3 py-2 inset-ring inset-ring-line">
          <bdi className="min-w-0 flex-1 truncate">{runs[0]?.name}</bdi>
          <span className="mono text-ink-3">{runs[0]?.number}</span>
        </p>
      ) : null}
      {action === "cancel" && count > 0 ? (
        <p className="mt-3 text-ink-2">Every process of a cancelled run is ended; its folder stays as it is.</p>
      ) : null}
      {error ? (
        <p role="alert" className="mt-3 break-words text-danger">
          {error}
        </p>
      ) : null}
    </Dialog>
  );
}

function Line({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <li className="flex min-h-10 items-start gap-2.5 border-b border-line px-3 py-2.5 last:border-b-0">
      <span className="flex h-5 shrink-0 items-center">{icon}</span>
      {children}
    </li>
  );
}

function Answer({
  result,
  run,
  status,
}: {
  result: BulkResult;
  run: RunSummary | undefined;
  status: RunStatus | null;
}) {
  const Icon = result.done ? Check : X;
  return (
    <Line
      icon={<Icon size={15} strokeWidth={1.75} aria-hidden className={result.done ? "text-ink-2" : "text-danger"} />}
    >
      <span className="min-w-0 flex-1">
        <span className="mono mr-2 text-ink-3">{run?.number}</span>
        <bdi className="break-words">{run?.name ?? result.runId}</bdi>
        {result.done ? null : <span className="block text-xs break-words text-ink-2">{result.message}</span>}
      </span>
      {result.done ? (
        <span className="shrink-0 text-xs">
          <StatusLabel status={status ?? result.status} />
        </span>
      ) : (
        <span className="shrink-0 text-xs leading-5 text-danger">Left as it is</span>
      )}
    </Line>
  );
}
