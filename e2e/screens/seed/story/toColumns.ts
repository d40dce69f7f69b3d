/** What the played turns say about their run, as its columns: folded by the product's own rules. */
import { toOutcome } from "#server/domain/outcome.ts";
import { emptyRunStats, foldTurn } from "#server/domain/runStats.ts";
import type { RowPatch } from "#server/store/records/runCommit.ts";
import type { PlayedTurn } from "./playTurn.ts";

type Facts = { files: string[]; checkPassed: boolean | null; ranCommands: boolean; saidAnything: boolean };

export type Counted = { stats: typeof emptyRunStats; facts: Facts };

/** The run after each of its turns, a running one included. */
export function countTurns(turns: readonly PlayedTurn[]): Counted[] {
  let stats = emptyRunStats;
  let facts: Facts = { files: [], checkPassed: null, ranCommands: false, saidAnything: false };
  return turns.map((played) => {
    const { end, usage, check } = played.scene;
    const isOver = end.kind !== "running";
    const counts = end.kind === "completed" || (end.kind === "failed" && !end.retried);
    const durationMs = isOver ? played.to - played.from : 0;
    stats = foldTurn(stats, { usage: isOver ? usage : null, durationMs, counts });
    facts = {
      files: isOver ? [...new Set([...facts.files, ...played.files])] : facts.files,
      checkPassed: check ? check.exitCode === 0 : facts.checkPassed,
      ranCommands: facts.ranCommands || played.ranCommands,
      saidAnything: facts.saidAnything || played.saidAnything,
    };
    return { stats, facts };
  });
}

export function outcomeOf({ facts }: Counted) {
  return toOutcome({ ...facts, filesChanged: facts.files.length, opaque: false });
}

export function toColumns(turns: readonly PlayedTurn[], opaque: boolean): RowPatch {
  const last = turns.at(-1);
  const counted = countTurns(turns).at(-1);
  if (!last || !counted) return {};
  const { stats, facts } = counted;
  const isOver = last.scene.end.kind !== "running";
  return {
    currentTurn: last.turn,
    currentTry: last.try,
    inTurn: !isOver,
    turnOpen: !isOver || (last.scene.end.kind === "failed" && last.scene.end.retried),
    pid: last.pid,
    turns: stats.turns,
    tokensKnown: BigInt(stats.tokensKnown),
    turnsUnknown: stats.turnsUnknown,
    durationMs: BigInt(stats.durationMs),
    filesChanged: facts.files,
    filesChangedCount: facts.files.length,
    ranCommands: facts.ranCommands,
    saidAnything: facts.saidAnything,
    checkPassed: facts.checkPassed,
    opaque,
    outcome: toOutcome({ ...facts, filesChanged: facts.files.length, opaque }),
  };
}
