/** The part of a run that its tab names. */
"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import type { RunLog } from "#components/log/runEventStore.ts";
import { Boundary } from "#components/ui/Boundary.tsx";
import { nothingYet } from "./nothingYet.ts";
import { isRemoved } from "./removedTabs.ts";
import type { RunTab } from "./runAddress.ts";
import {
  ActivityPanel,
  LogPanel,
  PromptPanel,
  RemovedLog,
  TimelineTab,
  TurnsTab,
  UsagePanel,
} from "#components/runs/page/tabPanels.tsx";

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
    <div
      className={clsx(
        "flex min-w-0 flex-1 flex-col [--activity-top:38px] touch:[--activity-top:44px]",
        tab === "log" && "card:min-h-[320px]", // scrolls by itself, in what room is left
      )}
    >
      <Boundary what={names[tab]} resetKey={`${run.runId} ${tab} ${turn ?? ""}`}>
        <Panel {...props} />
      </Boundary>
    </div>
  );
}

function Panel(props: PanelProps): ReactNode {
  const { run, turns, snapshot, tab, turn, onScope } = props;
  if (isRemoved(run, tab)) return <RemovedLog run={run} onTab={props.onTab} />;
  switch (tab) {
    case "activity":
      return (
        <ActivityPanel
          received={snapshot.received}
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
      return <LogPanel run={run} snapshot={snapshot} scope={turn} nothing={nothingYet(run, snapshot)} />;
    case "usage":
      return <UsagePanel turns={turns} run={run} received={snapshot.received} scope={turn} />;
    case "prompt":
      return <PromptPanel runId={run.runId} turns={turns} scope={turn} onScope={onScope} />;
    case "timeline":
      return <TimelineTab run={run} received={snapshot.received} />;
    case "turns":
      return <TurnsTab turns={turns} scope={turn} onScope={onScope} />;
  }
}
