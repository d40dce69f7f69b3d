/** What the rail says about a turn, found among the entries. */
import type { RunSnapshot } from "#server/domain/run.ts";
import { formatDuration, formatTokens } from "#components/ui/format.ts";
import type { ActivityEntry, FileLetter, PlanEntry } from "./activityEntry.ts";
import { toLetter } from "./foldFiles.ts";

/** The plan as it stands: the last one that was written. */
export function findPlan(entries: readonly ActivityEntry[]): PlanEntry | null {
  const plan = entries.findLast((entry) => entry.kind === "plan");
  return plan?.kind === "plan" && plan.steps.length > 0 ? plan : null;
}

export type ChangedFile = { path: string; letter: FileLetter };

/** Every file that the turn changed, once, in the order of its first change. */
export function toChangedFiles(entries: readonly ActivityEntry[], turn: number): ChangedFile[] {
  const files = new Map<string, FileLetter>();
  for (const entry of entries) {
    if (entry.kind !== "files" || entry.turn !== turn) continue;
    for (const { path, letter, state } of entry.files) {
      if (state === "failed") continue;
      const before = files.get(path);
      files.set(path, before ? toLetter(before, letter) : letter);
    }
  }
  return [...files].map(([path, letter]) => ({ path, letter }));
}

export type StopCondition = { label: string; value: string; code: boolean };

/** What ends or parks the run, as it was started: only what has an effect. */
export function toStopConditions(run: RunSnapshot): StopCondition[] {
  const { check, completion, maxTurns, limits } = run.config;
  const rows: (StopCondition | null)[] = [
    completion.pattern === null ? null : { label: "Log says", value: completion.pattern, code: true },
    check?.stop ? { label: "Check passes", value: check.command, code: true } : null,
    { label: "Agent creates", value: ".stop", code: true },
    maxTurns === null ? null : { label: "Turns", value: `${run.currentTurn} of ${maxTurns}`, code: false },
    limits.tokens === null
      ? null
      : { label: "Tokens", value: `${formatTokens(run.stats.tokens)} of ${formatTokens(limits.tokens)}`, code: false },
    limits.wallSec === null
      ? null
      : { label: "Pauses after", value: formatDuration(limits.wallSec * 1_000), code: false },
    limits.turnSec === null
      ? null
      : { label: "A turn takes over", value: formatDuration(limits.turnSec * 1_000), code: false },
  ];
  return rows.filter((row) => row !== null);
}
