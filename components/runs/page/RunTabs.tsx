/** The parts of a run, each with its own address, and beside them the turn that they are about. */
"use client";

import { useEffect, useRef, useState } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { fetchAhead } from "#components/shell/openLoaded.ts";
import { formatCount } from "#components/ui/format.ts";
import { TabLinks } from "#components/ui/TabLinks.tsx";
import { RUN_TABS, toRunHref, type RunTab } from "./runAddress.ts";
import { ScopeChip } from "./ScopeChip.tsx";
import { loadPanel } from "#components/runs/page/tabPanels.tsx";

const labels = {
  activity: "Activity",
  log: "Log",
  usage: "Usage",
  prompt: "Prompt",
  timeline: "Timeline",
  turns: "Turns",
} as const satisfies Record<RunTab, string>;

export function RunTabs({
  run,
  list,
  tab,
  turn,
  turns,
  grows,
  onTab,
  onScope,
}: {
  run: RunSnapshot;
  list: string;
  tab: RunTab;
  turn: number | null;
  /** How many there are. */
  turns: number;
  /** More may come. */
  grows: boolean;
  onTab: (tab: RunTab) => void;
  onScope: (turn: number | null) => void;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const [room] = useState(grows);
  useEffect(() => {
    const current = bar.current?.querySelector<HTMLElement>("[aria-current=page]");
    const nav = current?.closest("nav");
    if (current && nav) nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
  }, [tab]);
  const chip = turn === null ? null : <ScopeChip turn={turn} last={Math.max(turn, turns)} onScope={onScope} />;
  return (
    <div
      ref={bar}
      className="sticky top-[52px] z-10 mt-3 shrink-0 bg-surface card:top-0 card:mt-2"
      data-testid="run-tabs"
    >
      <div className="relative [&_nav]:relative">
        <TabLinks
          label="Parts of the run"
          current={tab}
          tabs={RUN_TABS.map((key) => ({
            key,
            label: labels[key],
            href: toRunHref(run.runId, { list, tab: key, turn }),
            ...(key === "turns" && { count: <Count value={turns} digits={room ? 2 : 1} /> }),
          }))}
          onSelect={(key) => onTab(toTab(key))}
          onNear={(key) => fetchAhead(() => loadPanel(run, toTab(key)))}
        />
        {chip ? (
          <span className="absolute top-0 right-6 bottom-px flex items-center bg-surface pl-3 max-card:hidden">
            {chip}
          </span>
        ) : null}
      </div>
      {chip ? <div className="border-b border-line px-4 py-2 card:hidden">{chip}</div> : null}
    </div>
  );
}

const toTab = (key: string): RunTab => RUN_TABS.find((one) => one === key) ?? "activity";

/** With room for what it grows to: it counts while one looks, and the tabs behind it stay. */
function Count({ value, digits }: { value: number; digits: number }) {
  return (
    <span className="inline-block" style={{ minWidth: `${digits}ch` }}>
      {formatCount(value)}
    </span>
  );
}
