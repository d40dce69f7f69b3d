/** What the tabs of a run show, each in a script of its own: a page fetches the one it begins with, another when somebody is near its tab. */
"use client";

import { use, useState, type ComponentType, type ReactNode } from "react";
import { isRemoved } from "./removedTabs.ts";
import type { LoadPanel } from "./tabPanels.tsx";

// No boundary stands around a panel: its text would come after the page, as a script, and be missing where none runs.

const activity = later(async () => (await import("./ActivityPanel.tsx")).ActivityPanel);
const log = later(async () => (await import("./LogPanel.tsx")).LogPanel);
const usage = later(async () => (await import("./UsagePanel.tsx")).UsagePanel);
const prompt = later(async () => (await import("./PromptPanel.tsx")).PromptPanel);
const timeline = later(async () => (await import("./TimelineTab.tsx")).TimelineTab);
const turns = later(async () => (await import("./TurnsTab.tsx")).TurnsTab);
const removed = later(async () => (await import("./RemovedLog.tsx")).RemovedLog);

export const ActivityPanel = activity.Panel;
export const LogPanel = log.Panel;
export const UsagePanel = usage.Panel;
export const PromptPanel = prompt.Panel;
export const TimelineTab = timeline.Panel;
export const TurnsTab = turns.Panel;
export const RemovedLog = removed.Panel;

const panels = { activity, log, usage, prompt, timeline, turns };
export const loadPanel: LoadPanel = (run, tab) => (isRemoved(run, tab) ? removed : panels[tab]).load();

type Later<Props> = { Panel: (props: Props) => ReactNode; load: () => Promise<unknown> };

/** What has been fetched before it is shown is drawn at once. */
function later<Props extends object>(fetchPanel: () => Promise<ComponentType<Props>>): Later<Props> {
  let here: ComponentType<Props> | null = null;
  let coming: Promise<ComponentType<Props>> | null = null;

  const load = () => (coming ??= fetchPanel().then(take, giveUp));
  const take = (panel: ComponentType<Props>) => (here = panel);
  const giveUp = (problem: unknown) => {
    coming = null; // the next one tries again
    throw problem;
  };
  function Panel(props: Props) {
    const [known] = useState(() => here);
    const Shown = known ?? use(load());
    return <Shown {...props} />;
  }
  return { Panel, load };
}
