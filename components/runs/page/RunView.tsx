/** One run that is known: header, waterfall, tabs, and the one live stream that feeds them. */
"use client";

import { useRouter } from "next/navigation";
import { useRef, useState, useTransition, type ReactNode } from "react";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { useAddress } from "#components/address/useAddress.ts";
import { formatAddress } from "#components/log/lineAddress.ts";
import { createFold, foldKnown } from "#components/log/foldReceived.ts";
import type { FirstLog } from "#components/log/runEventStore.ts";
import { useRunEvents } from "#components/log/useRunEvents.ts";
import { emptyLanes, foldLanes, type LanesState } from "#components/runs/recorder/foldLanes.ts";
import { Recorder } from "#components/runs/recorder/Recorder.tsx";
import { openLoaded } from "#components/shell/openLoaded.ts";
import { Boundary } from "#components/ui/Boundary.tsx";
import { rewindTabs } from "./rewindTabs.ts";
import { RunActions } from "./RunActions.tsx";
import { runParams, toRunHref, type ListAround, type RunTab } from "./runAddress.ts";
import { toRunCopies } from "./runCopies.ts";
import { isFolded, rememberFolds, withFold, type RunFolds } from "./runFolds.ts";
import { RunHeader } from "./RunHeader.tsx";
import { RunPanel } from "./RunPanel.tsx";
import { RunTabs } from "./RunTabs.tsx";
import { RunTopBar } from "./RunTopBar.tsx";
import { useRunControls } from "./useRunControls.ts";
import { useRunKeys } from "./useRunKeys.ts";
import { useHarness, useNeighbours } from "./useRunQueries.ts";
import { loadPanel } from "#components/runs/page/tabPanels.tsx";
import { useRunFoot } from "./useRunFoot.tsx";

type TabPlace = { turn?: number | null; line?: string; kind?: null };

const lanesFold = {
  empty: emptyLanes,
  events: foldKnown(foldLanes),
  gap: (lanes: LanesState) => lanes,
  passage: (lanes: LanesState) => lanes,
};

/** What changes more than the log. */
const CHANGES_RUN = /^(run_|worker_lost$|turn_(started|completed|failed)$)/;

export function RunView({
  known: { run, turns },
  first,
  list,
  folds: usualFolds,
  onSummary,
  onChange,
  problem,
}: {
  known: { run: RunSnapshot; turns: TurnView[] };
  first: FirstLog;
  list: ListAround;
  folds: RunFolds;
  onSummary: (run: RunSnapshot) => void;
  onChange: () => void;
  /** The run could not be read again: what is here stays. */
  problem: ReactNode;
}) {
  const { runId } = run;
  const router = useRouter();
  const scroller = useRef<HTMLDivElement>(null);
  const [leaving, startLeaving] = useTransition();
  const [{ tab, turn, line }, setParams] = useAddress(runParams);
  const [folds, setFolds] = useState(usualFolds);
  const neighbours = useNeighbours(runId, list.filter);
  const harness = useHarness(run.config.profile);
  const snapshot = useRunEvents(runId, {
    first,
    onSummary,
    onEvents: (events) => {
      if (events.some((event) => CHANGES_RUN.test(event.type))) onChange();
    },
  });

  const [toLanes] = useState(() => createFold(lanesFold));
  const lanes = toLanes(snapshot.received);
  const settled = isSettled(run.status);
  const live = !settled && snapshot.connection !== "reconnecting";
  const thread = turns.findLast((one) => one.threadId)?.threadId ?? null;
  const controls = useRunControls(run);
  const copies = toRunCopies(runId, thread);
  const againHref = `/runs/new?from=${run.runId}`;
  const go = (href: string) => startLeaving(() => router.push(href));
  const toNeighbour = (id: string | null | undefined) => (id ? toRunHref(id, { list: list.search, tab }) : null);
  const newer = toNeighbour(neighbours.data?.newer);
  const older = toNeighbour(neighbours.data?.older);
  const startAgain = () => go(againHref);

  const openTab = (next: RunTab, more: TabPlace = {}) => {
    openLoaded(
      () => loadPanel(run, next),
      () => showTab(next, more),
    );
  };
  const showTab = (next: RunTab, more: TabPlace) => {
    const [above, tabs] = [...(scroller.current?.children ?? [])];
    if (scroller.current && above instanceof HTMLElement && tabs instanceof HTMLElement)
      rewindTabs(scroller.current, { above, tabs });
    setParams({ tab: next, ...more }, { step: "push" });
  };
  const openInLog = (seq: number) => {
    const place = formatAddress({ seq, part: 0 });
    const open = () => openTab("log", { turn: null, line: place, kind: null });
    if (line !== place) return open();
    setParams({ line: null }); // the same address once more would say nothing new
    setTimeout(open);
  };
  const scopeTo = (next: number | null) => setParams({ turn: next }, { step: "push" });

  useRunKeys(run, { controls, copies, newer, older, onGo: go, onStartAgain: startAgain });
  const foot = useRunFoot(run, {
    snapshot,
    doing: lanes.doing,
    harness: harness.name,
    controls,
    onOpenTab: openTab,
    onOpenInLog: openInLog,
  });

  return (
    <>
      <RunTopBar
        run={run}
        snapshot={snapshot}
        list={list.search}
        neighbours={{ place: neighbours.data ?? null, newer, older, leaving }}
      />
      <RunHeader
        run={run}
        harness={harness}
        thread={thread}
        actions={
          <RunActions run={run} controls={controls} copies={copies} againHref={againHref} onStartAgain={startAgain} />
        }
      />
      {problem ? <div className="px-4 pt-3 card:px-6">{problem}</div> : null}
      <div ref={scroller} className="relative flex min-h-0 flex-1 scroller flex-col max-card:overflow-visible">
        <div className="shrink-0 px-4 pt-3 card:px-6">
          <Boundary what="The waterfall">
            <Recorder
              run={run}
              turns={turns}
              lanes={lanes}
              live={live}
              scope={turn}
              onScope={scopeTo}
              folded={isFolded(folds, tab)}
              onFold={(folded) => {
                const next = withFold(folds, tab, folded);
                setFolds(next);
                rememberFolds(next);
              }}
              foot={foot}
            />
          </Boundary>
        </div>
        <RunTabs
          run={run}
          list={list.search}
          tab={tab}
          turn={turn}
          grows={!settled}
          turns={turns.length}
          onTab={openTab}
          onScope={scopeTo}
        />
        <RunPanel
          run={run}
          turns={turns}
          snapshot={snapshot}
          tab={tab}
          turn={turn}
          live={live}
          onTab={openTab}
          onScope={scopeTo}
          onOpenInLog={openInLog}
        />
      </div>
      {/* Phones have the actions at the bottom, over the page. */}
      <div aria-hidden className="h-[66px] shrink-0 card:hidden" />
    </>
  );
}
