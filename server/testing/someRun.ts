/** Made-up runs and events for tests of what carries them. */
import { randomUUID } from "node:crypto";
import { localActor } from "#server/domain/actor.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { StartBody, toPublicConfig } from "#server/domain/runConfig.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";

export const someRunId = () => `r_${randomUUID()}`;

/** One event a number from `from` to `to`. */
export function someEvents(runId: string, from: number, to: number): RunEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => ({
    type: "error",
    ts: "2026-01-02T03:04:05.678Z",
    runId,
    seq: from + index,
    code: "made_up",
    message: `event ${from + index}`,
  }));
}

export function someSnapshot(change: Partial<RunSnapshot> = {}): RunSnapshot {
  const runId = change.runId ?? someRunId();
  const { epicId, config } = StartBody.parse({
    epicId: "epic-1",
    config: { workingDir: "/tmp/project", env: { TOKEN: "not to be seen by anybody" } },
  });
  const at = "2026-01-02T03:04:05.678Z";
  return {
    runId,
    number: 1,
    status: "running",
    createdAt: at,
    updatedAt: at,
    startedAt: at,
    settledAt: null,
    epicId,
    streamKey: `codi:api:run:${runId}:events`,
    config: toPublicConfig(config),
    currentTurn: 1,
    pid: null,
    workerId: null,
    workerStartedAt: null,
    name: "a run",
    missionLine: null,
    project: "project",
    branch: null,
    labels: [],
    createdBy: localActor,
    parentRun: null,
    limits: config.limits,
    maxTurns: config.maxTurns,
    lastActivity: { at, text: "started" },
    stats: {
      turns: 0,
      tokens: 0,
      turnsUnknown: 0,
      filesChanged: 0,
      linesAdded: null,
      linesRemoved: null,
      durationMs: 0,
    },
    completion: { ...config.completion, detected: false, line: "" },
    outcome: null,
    held: true,
    waiting: null,
    pause: null,
    stopReason: null,
    receipt: null,
    stopAfterTurn: false,
    error: null,
    pinned: false,
    logRemovedAt: null,
    rev: 1,
    lastSeq: 0,
    ...change,
  };
}
