/** Whether the waterfall is folded, remembered for reading and for looking closer: in a cookie, so that the first paint knows it. */
import type { RunTab } from "./runAddress.ts";

/** Activity is read beside the whole waterfall, every other tab wants the room. */
export type RunFolds = { activity: boolean; others: boolean };

export const FOLDS_COOKIE = "codi-waterfall";
const KEEP_SEC = 31_536_000;

const usual: RunFolds = { activity: false, others: true };

export function parseFolds(cookie: string | undefined): RunFolds {
  const [activity, others] = /^([01])([01])$/.exec(cookie ?? "")?.slice(1) ?? [];
  return activity === undefined ? usual : { activity: activity === "1", others: others === "1" };
}

export const isFolded = (folds: RunFolds, tab: RunTab) => (tab === "activity" ? folds.activity : folds.others);

export function withFold(folds: RunFolds, tab: RunTab, folded: boolean): RunFolds {
  return tab === "activity" ? { ...folds, activity: folded } : { ...folds, others: folded };
}

export function rememberFolds({ activity, others }: RunFolds): void {
  document.cookie = `${FOLDS_COOKIE}=${Number(activity)}${Number(others)}; path=/runs; max-age=${KEEP_SEC}; samesite=lax`;
}
