/** The tab that tells what the agent said and did: the transcript, and beside it what stands now. */
"use client";

import { useLayoutEffect, useMemo, useRef } from "react";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { ActivityActionsContext, type ActivityActions } from "./activityActions.ts";
import type { ActivityState } from "./activityDraft.ts";
import { ActivityRail } from "./ActivityRail.tsx";
import { toScope } from "./entryWindow.ts";
import { PlanFold } from "./PlanFold.tsx";
import { Transcript } from "./Transcript.tsx";
import { findPlan } from "./railFacts.ts";

export type ActivityTabProps = {
  activity: ActivityState;
  run: RunSnapshot;
  turns: TurnView[];
  /** Only this turn; null = all. */
  scope: number | null;
  /** False once the run has settled: what still looks busy is not. */
  live: boolean;
  onShowPrompt: (turn: number) => void;
  onOpenInLog: (seq: number) => void;
  /** Said when there is no entry yet. */
  nothing: string;
};

/** Does not scroll by itself: it stands in what scrolls, which may have more above it. */
export function ActivityTab({
  activity,
  run,
  turns,
  scope,
  live,
  onShowPrompt,
  onOpenInLog,
  nothing,
}: ActivityTabProps) {
  const root = useRef<HTMLDivElement>(null);
  const entries = toScope(activity.entries, scope);
  const latest = useRef({ onShowPrompt, onOpenInLog });
  useLayoutEffect(() => {
    latest.current = { onShowPrompt, onOpenInLog };
  });
  const actions = useMemo<ActivityActions>(
    () => ({
      turns,
      onShowPrompt: (turn) => latest.current.onShowPrompt(turn),
      onOpenInLog: (seq) => latest.current.onOpenInLog(seq),
    }),
    [turns],
  );
  const plan = findPlan(entries);
  return (
    <ActivityActionsContext value={actions}>
      <div
        ref={root}
        className="grid min-h-full grid-cols-[minmax(0,1fr)] gap-x-8 px-4 card:px-6 rail:grid-cols-[minmax(0,1fr)_272px]"
      >
        <div className="max-w-[860px] min-w-0 pt-5">
          <h2 className="sr-only">{scope === null ? "Activity" : `Activity of turn ${scope}`}</h2>
          {plan ? <PlanFold key={`plan ${scope}`} plan={plan} live={live} /> : null}
          {entries.length === 0 ? (
            <p className="pb-8 text-ink-3">{scope === null ? nothing : `Nothing is known of turn ${scope} yet.`}</p>
          ) : (
            <Transcript
              key={`entries ${scope}`}
              root={root}
              entries={entries}
              opens={live && scope === null ? run.currentTurn : 0}
              current={live ? activity.turn : null}
              live={live}
            />
          )}
        </div>
        <ActivityRail activity={activity} entries={entries} run={run} turns={turns} scope={scope} live={live} />
      </div>
    </ActivityActionsContext>
  );
}
