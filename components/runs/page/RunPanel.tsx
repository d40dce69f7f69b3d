/** The part of a run that its tab names. */
"use client";

import { CircleAlert, X } from "lucide-react";
import type { ReactNode } from "react";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import type { RunLog } from "#components/log/runEventStore.ts";
import { LogViewer } from "#components/log/LogViewer.tsx";
import { useSkippedOutput } from "#components/log/useSkippedOutput.ts";
import { ActivityTab } from "#components/runs/activity/ActivityTab.tsx";
import { toCallError } from "#components/shell/callError.ts";
import { useTRPCClient } from "#components/shell/trpc.ts";
import { Banner } from "#components/ui/Banner.tsx";
import { Boundary } from "#components/ui/Boundary.tsx";
import { Button } from "#components/ui/Button.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { PromptTab } from "./PromptTab.tsx";
import { findRateLimits } from "./rateLimits.ts";
import type { RunTab } from "./runAddress.ts";
import { TimelineTab } from "./TimelineTab.tsx";
import { TurnsTab } from "./TurnsTab.tsx";
import { UsageTab } from "./UsageTab.tsx";
import { usePrompt } from "./useRunQueries.ts";

const names = {
  activity: "The activity",
  log: "The log",
  usage: "The usage",
  prompt: "The prompt",
  timeline: "The timeline",
  turns: "The turns",
} as const satisfies Record<RunTab, string>;

type PanelProps = {
  run: RunSnapshot;
  turns: TurnView[];
  snapshot: RunLog;
  tab: RunTab;
  turn: number | null;
  live: boolean;
  onTab: (tab: RunTab, more?: { turn?: number | null }) => void;
  onScope: (turn: number | null) => void;
  onOpenInLog: (seq: number) => void;
};

export function RunPanel(props: PanelProps) {
  const { tab, turn, run } = props;
  return (
    <div className="flex min-w-0 flex-1 flex-col [--activity-top:38px] touch:[--activity-top:44px]">
      <Boundary what={names[tab]} resetKey={`${run.runId} ${tab} ${turn ?? ""}`}>
        <Panel {...props} />
      </Boundary>
    </div>
  );
}

function Panel(props: PanelProps): ReactNode {
  const { run, turns, snapshot, tab, turn, onScope } = props;
  switch (tab) {
    case "activity":
      return (
        <ActivityTab
          activity={snapshot.activity}
          run={run}
          turns={turns}
          scope={turn}
          live={!isSettled(run.status)}
          onShowPrompt={(shown) => props.onTab("prompt", { turn: shown })}
          onOpenInLog={props.onOpenInLog}
          nothing={nothingYet(run, snapshot)}
        />
      );
    case "log":
      return <LogPanel {...props} />;
    case "usage":
      return <UsageTab turns={turns} run={run} limits={findRateLimits(snapshot.received.events)} scope={turn} />;
    case "prompt":
      return <PromptPanel {...props} />;
    case "timeline":
      return <TimelineTab run={run} events={snapshot.received.events} />;
    case "turns":
      return <TurnsTab turns={turns} scope={turn} onScope={onScope} />;
  }
}

function PromptPanel({ run, turns, turn: scope, onScope }: PanelProps) {
  const turn = scope ?? turns.at(-1)?.turn ?? null;
  const answer = usePrompt(run.runId, turn);
  return <PromptTab turns={turns} turn={turn} answer={answer} onTurn={onScope} />;
}

function LogPanel({ run, snapshot, turn }: PanelProps) {
  const client = useTRPCClient();
  const skipped = useSkippedOutput((part) => client.runs.output.query({ runId: run.runId, ...part }));
  return (
    <div className="flex flex-col card:min-h-[320px] card:flex-1">
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
        lines={snapshot.log.lines}
        events={snapshot.received.events}
        live={!isSettled(run.status)}
        scope={turn}
        skipped={skipped}
        nothing={nothingYet(run, snapshot)}
      />
    </div>
  );
}

function nothingYet(run: RunSnapshot, { received, connection }: RunLog): string {
  const toGo = run.lastSeq - received.last;
  if (toGo > 0 && connection !== "ended") return `${formatPlural(toGo, "event")} on the way…`;
  if (isSettled(run.status)) return "This run left no events.";
  return run.waiting
    ? `Nothing yet: ${run.waiting.text}`
    : "Nothing yet. The first lines come when a worker has begun.";
}
