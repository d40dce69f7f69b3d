/** A control for one run or many: asked about, sent, and answered for each. */
"use client";

import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState, type ReactNode } from "react";
import type { BulkResult } from "#server/domain/bulk.ts";
import type { RunSummary } from "#server/domain/run.ts";
import type { RunAction, RunStatus } from "#server/domain/runStatus.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { toCallError } from "#components/shell/callError.ts";
import { sayToast } from "#components/shell/toasts.ts";
import { useTRPC } from "#components/shell/trpc.ts";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import type { BulkQuestion } from "./BulkDialog.tsx";
import { bulkWords, toBulkText, toBulkTitle } from "./bulkWords.ts";

const loadDialog = () => import("./BulkDialog.tsx");
const BulkDialog = lazy(async () => ({ default: (await loadDialog()).BulkDialog }));

export type Bulk = {
  ask: (runs: readonly RunSummary[], action: RunAction) => void;
  near: () => void;
  dialog: ReactNode;
};

export function useBulk(page: { statusNow: (runId: string) => RunStatus | null; onDone: () => void }): Bulk {
  const trpc = useTRPC();
  const [question, setQuestion] = useState<BulkQuestion | null>(null);
  const bulk = useMutation(trpc.runs.bulk.mutationOptions());
  const send = async ({ runs, action }: BulkQuestion): Promise<BulkResult[]> => {
    const results = await bulk.mutateAsync({ action, runIds: runs.map((run) => run.runId) });
    sayResults(results, { runs, action });
    if (runs.length > 1) page.onDone();
    return results;
  };
  return {
    ask(runs, action) {
      if (runs.length === 0) return;
      // One run that somebody points at, and nothing that cannot be taken back: no question.
      if (runs.length > 1 || action === "cancel") return openLoaded(loadDialog, () => setQuestion({ runs, action }));
      send({ runs, action }).catch((failure: unknown) =>
        sayToast({ title: bulkWords[action].none, text: toCallError(failure).message, tone: "danger" }),
      );
    },
    near: () => fetchAhead(loadDialog),
    dialog: question ? (
      <Suspense>
        <BulkDialog
          question={question}
          statusNow={page.statusNow}
          onConfirm={() => send(question)}
          onClose={() => setQuestion((now) => (now === question ? null : now))}
        />
      </Suspense>
    ) : null,
  };
}

function sayResults(results: readonly BulkResult[], { runs, action }: BulkQuestion): void {
  const [first] = results;
  const [run] = runs;
  if (runs.length === 1 && first && run)
    return first.done
      ? sayToast({ title: toBulkTitle(results, action), text: run.name, icon: <StatusIcon status={first.status} /> })
      : sayToast({ title: bulkWords[action].none, text: first.message, tone: "danger" });
  const text = toBulkText(results);
  sayToast({ title: toBulkTitle(results, action), ...(text && { text }) });
}
