/** The numbers of a run, folded in the worker from what each turn reported; unknown stays unknown. */
import type { RunStatsView, TokenUsage } from "./run.ts";

export type RunStats = {
  turns: number;
  tokensKnown: number;
  turnsUnknown: number;
  filesChanged: number;
  durationMs: number;
};

export const emptyRunStats: RunStats = { turns: 0, tokensKnown: 0, turnsUnknown: 0, filesChanged: 0, durationMs: 0 };

export type TurnFacts = { usage: TokenUsage | null; durationMs: number };

/** A turn that completed, or failed for good. A try that is repeated only adds its time and tokens. */
export function foldTurn(stats: RunStats, turn: TurnFacts & { counts: boolean }): RunStats {
  return {
    ...stats,
    turns: stats.turns + (turn.counts ? 1 : 0),
    tokensKnown: stats.tokensKnown + (turn.usage?.totalTokens ?? 0),
    turnsUnknown: stats.turnsUnknown + (turn.counts && !turn.usage ? 1 : 0),
    durationMs: stats.durationMs + turn.durationMs,
  };
}

export function toStatsView(stats: RunStats): RunStatsView {
  const onlyUnknown = stats.tokensKnown === 0 && stats.turnsUnknown > 0 && stats.turnsUnknown === stats.turns;
  return {
    turns: stats.turns,
    tokens: onlyUnknown ? null : stats.tokensKnown,
    turnsUnknown: stats.turnsUnknown,
    filesChanged: stats.filesChanged,
    linesAdded: null, // nothing compares lines yet: unknown, not 0
    linesRemoved: null,
    durationMs: stats.durationMs,
  };
}
