/** Which parts of a run are gone with its log. */
import type { RunSnapshot } from "#server/domain/run.ts";
import type { RunTab } from "./runAddress.ts";

const ofLog: ReadonlySet<RunTab> = new Set(["activity", "log", "prompt"]);

export const isRemoved = (run: RunSnapshot, tab: RunTab) => run.logRemovedAt !== null && ofLog.has(tab);
