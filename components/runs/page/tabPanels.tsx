/** What the tabs of a run show. Browsers get `tabPanels.browser.tsx` in its place, where each comes in a script of its own. */
import type { RunTab } from "./runAddress.ts";

export { ActivityPanel } from "./ActivityPanel.tsx";
export { LogPanel } from "./LogPanel.tsx";
export { PromptTab } from "./PromptTab.tsx";
export { TimelineTab } from "./TimelineTab.tsx";
export { TurnsTab } from "./TurnsTab.tsx";
export { UsageTab } from "./UsageTab.tsx";

/** Fetches what a tab shows. */
export type LoadPanel = (tab: RunTab) => Promise<unknown>;

export const loadPanel: LoadPanel = () => Promise.resolve();
