/** What the tabs of a run show. Browsers get `tabPanels.browser.tsx` in its place, where each comes in a script of its own. */
import type { RunSnapshot } from "#server/domain/run.ts";
import type { RunTab } from "./runAddress.ts";

export { ActivityPanel } from "./ActivityPanel.tsx";
export { LogPanel } from "./LogPanel.tsx";
export { PromptPanel } from "./PromptPanel.tsx";
export { RemovedLog } from "./RemovedLog.tsx";
export { TimelineTab } from "./TimelineTab.tsx";
export { TurnsTab } from "./TurnsTab.tsx";
export { UsagePanel } from "./UsagePanel.tsx";

/** Fetches what a tab of the run shows. */
export type LoadPanel = (run: RunSnapshot, tab: RunTab) => Promise<unknown>;

export const loadPanel: LoadPanel = () => Promise.resolve();
