/** The head of a run page: what it is, how it stands, what may be done. It stays while the log scrolls. */
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { isSettled, type RunAction } from "#server/domain/runStatus.ts";
import { RunActions, type ControlClick } from "./RunActions.tsx";
import { RunBanner, StopReceipt } from "./RunBanner.tsx";
import { RunFacts } from "./RunFacts.tsx";
import { OutcomeBadge, StatusBadge } from "#components/runs/RunLabels.tsx";
import { RunReadings } from "./RunReadings.tsx";

export function RunHeader({
  run,
  turns,
  actions,
  scripted,
  busy,
  onControl,
}: {
  run: RunSnapshot;
  turns: TurnView[];
  actions: RunAction[];
  scripted: boolean;
  busy: boolean;
  onControl: (click: ControlClick) => void;
}) {
  return (
    <section aria-label="Run" className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-3 px-4 pt-4 pb-1 card:px-6">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <StatusBadge status={run.status} />
        {run.outcome ? <OutcomeBadge outcome={run.outcome} settled={isSettled(run.status)} /> : null}
        <h1
          className="min-w-0 flex-1 basis-60 text-xl font-semibold tracking-[-0.018em] break-words card:truncate"
          title={run.name}
        >
          <bdi>{run.name}</bdi>
        </h1>
        <RunActions run={run} actions={actions} busy={busy} onControl={onControl} />
      </div>
      <RunFacts run={run} turns={turns} scripted={scripted} />
      <RunBanner run={run} />
      {run.receipt ? <StopReceipt receipt={run.receipt} /> : null}
      <RunReadings run={run} turns={turns} />
    </section>
  );
}
