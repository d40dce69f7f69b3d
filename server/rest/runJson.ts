/** A run as REST shows it, field by field: renaming something inside changes no answer. */
import type { RunSnapshot, RunSummary } from "#server/domain/run.ts";

type NotSaid = "held" | "pinned" | "logRemovedAt";
type RunRow = Omit<RunSummary, NotSaid>;
type RunJson = Omit<RunSnapshot, NotSaid>;

/** A row of the list: the snapshot without `streamKey` and `config`. */
export function toRunRow(run: RunSummary): RunRow {
  return {
    runId: run.runId,
    number: run.number,
    status: run.status,
    createdAt: run.createdAt,
    updatedAt: run.updatedAt,
    startedAt: run.startedAt,
    settledAt: run.settledAt,
    epicId: run.epicId,
    currentTurn: run.currentTurn,
    pid: run.pid,
    workerId: run.workerId,
    workerStartedAt: run.workerStartedAt,
    name: run.name,
    missionLine: run.missionLine,
    project: run.project,
    branch: run.branch,
    labels: run.labels,
    createdBy: run.createdBy,
    parentRun: run.parentRun,
    limits: run.limits,
    maxTurns: run.maxTurns,
    lastActivity: run.lastActivity,
    stats: run.stats,
    completion: run.completion,
    outcome: run.outcome,
    waiting: run.waiting,
    pause: run.pause,
    stopReason: run.stopReason,
    receipt: run.receipt,
    stopAfterTurn: run.stopAfterTurn,
    error: run.error,
    rev: run.rev,
    lastSeq: run.lastSeq,
  };
}

export function toRunJson(run: RunSnapshot): RunJson {
  return { ...toRunRow(run), streamKey: run.streamKey, config: run.config };
}

/** The answer to a start calls the snapshot `meta`, as the design this implements does. */
export function toStartJson(run: RunSnapshot): { runId: string; streamKey: string; meta: RunJson } {
  return { runId: run.runId, streamKey: run.streamKey, meta: toRunJson(run) };
}
