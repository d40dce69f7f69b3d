/** A run's row as readers see it: the one translation from columns to the snapshot of the contract. */
import type { Actor } from "#server/domain/actor.ts";
import { LAST_LIFE_DEATHS } from "#server/domain/limits.ts";
import type { Outcome, OutcomeFacts } from "#server/domain/outcome.ts";
import type { PauseReason } from "#server/domain/pauseReasons.ts";
import type { Receipt, RunFailure, RunSnapshot, RunSummary } from "#server/domain/run.ts";
import type { PublicRunConfig } from "#server/domain/runConfig.ts";
import { toStatsView } from "#server/domain/runStats.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import type { StopReason } from "#server/domain/stopReasons.ts";
import { type Fleet, toWaiting } from "#server/domain/waiting.ts";
import type { Prisma } from "./database.ts";

export const runIncludes = { project: true, profile: true } as const;
export type RunRow = Prisma.RunGetPayload<{ include: typeof runIncludes }>;

/** What `epicId` named as a stream; the key itself is part of the contract, so readers of records may say it too. */
const streamKey = (runId: string) => `codi:api:run:${runId}:events`;

const iso = (date: Date | null) => date?.toISOString() ?? null;

export function toRunSnapshot(row: RunRow, fleet: Fleet): RunSnapshot {
  return {
    ...toRunSummary(row, fleet),
    streamKey: streamKey(row.id),
    config: row.config as unknown as PublicRunConfig,
  };
}

export function toRunSummary(row: RunRow, fleet: Fleet): RunSummary {
  const config = row.config as unknown as PublicRunConfig;
  return {
    runId: row.id,
    number: row.number,
    status: row.status as RunStatus,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    startedAt: iso(row.startedAt),
    settledAt: iso(row.settledAt),
    epicId: row.epicId,
    currentTurn: row.currentTurn,
    pid: row.pid,
    workerId: row.workerId,
    workerStartedAt: iso(row.workerStartedAt),
    name: row.name,
    missionLine: row.missionLine,
    project: row.project.name,
    branch: row.branch,
    labels: row.labels,
    createdBy: row.createdBy as unknown as Actor,
    parentRun: row.parentRun,
    limits: config.limits,
    maxTurns: config.maxTurns,
    lastActivity: { at: row.lastActivityAt.toISOString(), text: row.lastActivityText },
    stats: toStatsView({
      turns: row.turns,
      tokensKnown: Number(row.tokensKnown),
      turnsUnknown: row.turnsUnknown,
      filesChanged: row.filesChangedCount,
      durationMs: Number(row.durationMs),
    }),
    completion: {
      pattern: config.completion.pattern,
      scanTailLines: config.completion.scanTailLines,
      detected: row.completionDetected,
      line: row.completionLine,
    },
    outcome: row.outcome as Outcome | null,
    held: row.holder !== null,
    waiting: toWaiting(
      {
        runId: row.id,
        status: row.status as RunStatus,
        holder: row.holder,
        runAfter: row.runAfter,
        storedCode: row.waitingCode,
        site: row.site,
        host: row.host,
        projectId: row.projectId,
        projectName: row.project.name,
        projectLimit: row.project.runLimit,
        profileName: row.profileName,
        profileLimit: row.profile.runLimit,
        isSuspect: row.workerDeaths >= LAST_LIFE_DEATHS,
        account: row.profile.account,
      },
      fleet,
    ),
    pause:
      row.status === "paused" || row.status === "pausing"
        ? { reason: (row.pauseReason ?? "manual") as PauseReason, resumeAt: iso(row.resumeAt), note: row.pauseNote }
        : null,
    stopReason: row.stopReason as StopReason | null,
    receipt: row.receipt as unknown as Receipt | null,
    stopAfterTurn: row.stopAfterTurn,
    error: row.error as unknown as RunFailure | null,
    pinned: row.pinned,
    logRemovedAt: iso(row.logRemovedAt),
    rev: row.rev,
    lastSeq: row.archivedTo,
  };
}

/** What the outcome of a run is judged by. */
export function outcomeFacts(run: RunRow): OutcomeFacts {
  return {
    filesChanged: run.filesChangedCount,
    checkPassed: run.checkPassed,
    ranCommands: run.ranCommands,
    saidAnything: run.saidAnything,
    opaque: run.opaque,
  };
}
