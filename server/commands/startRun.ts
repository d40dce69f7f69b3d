/** Accepts a run: checks what can be checked now, makes one row, wakes the workers. No event exists before a worker holds it. */
import { createHash, randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "#server/domain/actor.ts";
import { NAME_MAX_CHARS, REDIS_TELL_MS, STORE_PING_MS } from "#server/domain/limits.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { type RunConfig, type StartBody, toPublicConfig } from "#server/domain/runConfig.ts";
import {
  IdempotencyConflictError,
  InvalidRequestError,
  ServiceUnavailableError,
  StopFilePresentError,
} from "#server/domain/runErrors.ts";
import { findHarness } from "#server/project/harnessFolder.ts";
import { clearStopFile, isStopFilePresent, stopFilePath } from "#server/project/stopFile.ts";
import { allowedRoots, resolveWorkspace } from "#server/project/workspaceRoots.ts";
import { pingRedis } from "#server/store/live/redis.ts";
import { mirrorRun } from "#server/store/live/runMirror.ts";
import { wakeWorkers } from "#server/store/live/wake.ts";
import { appendAudit } from "#server/store/records/auditTable.ts";
import { database, type Transaction } from "#server/store/records/database.ts";
import { findOrMakeProject } from "#server/store/records/projectTable.ts";
import { insertRunEnv } from "#server/store/records/runEnvTable.ts";
import { findRun, getRun } from "#server/store/records/runReads.ts";
import { findIdempotent, insertIdempotent, insertRun } from "#server/store/records/runTable.ts";
import { isWorkerOnHost } from "#server/store/records/workerTable.ts";
import { checkProfile } from "./checkProfile.ts";
import { parseStart } from "./parseStart.ts";
import { withoutOwnValues } from "./withoutOwnValues.ts";

const SITE = "default";

export type StartRequest = { body: unknown; actor: Actor; idempotencyKey: string | null };

export async function startRun(request: StartRequest): Promise<{ run: RunSnapshot; repeated: boolean }> {
  const start = parseStart(request.body);
  if (!(await pingRedis(STORE_PING_MS))) throw new ServiceUnavailableError("Redis");
  const key = toKey(start, request);
  // Outside the transaction: whatever waits for a folder or a second connection must not hold the first.
  const earlier = key && (await findIdempotent(database(), key));
  const path = earlier ? null : await check(start);
  const { runId, repeated } = await database().$transaction((tx) => accept(tx, start, { ...request, key, path }));
  const run = await getRun(runId);
  // It is accepted: the row is the queue, and a worker that missed the wake looks by itself.
  if (!repeated) await Promise.race([tellRedis(run), sleep(REDIS_TELL_MS)]);
  return { run, repeated };
}

async function tellRedis(run: RunSnapshot): Promise<void> {
  await wakeWorkers();
  await mirrorRun(run);
}

type Key = { actor: string; key: string; bodyHash: string };

function toKey(start: StartBody, { actor, idempotencyKey }: StartRequest): Key | null {
  if (!idempotencyKey) return null;
  return { actor: `${actor.kind}:${actor.id}`, key: idempotencyKey, bodyHash: hashOf(start) };
}

async function accept(
  tx: Transaction,
  start: StartBody,
  { actor, key, path }: { actor: Actor; key: Key | null; path: string | null },
): Promise<{ runId: string; repeated: boolean }> {
  const earlier = key && (await findIdempotent(tx, key));
  if (earlier) {
    if (earlier.bodyHash !== key.bodyHash) throw new IdempotencyConflictError();
    return { runId: earlier.runId, repeated: true };
  }
  const runId = `r_${randomUUID()}`;
  const config = withoutOwnValues(start.config);
  const project = await findOrMakeProject(tx, path ?? config.workingDir, config.project);
  const missionLine = firstLine(config.mission);
  await insertRun(tx, {
    id: runId,
    epicId: start.epicId,
    config: toPublicConfig(config),
    name: config.name ?? missionLine ?? start.epicId,
    missionLine,
    projectId: project.id,
    createdBy: actor,
  });
  await insertRunEnv(tx, runId, config.env);
  if (key) await insertIdempotent(tx, { ...key, runId });
  await appendAudit({ actor, action: "start", runId, detail: { epicId: start.epicId }, result: "queued" }, tx);
  return { runId, repeated: false };
}

/** What can be known now; answers the project's folder. */
async function check(start: StartBody): Promise<string> {
  await checkNames(start.config);
  return checkPlace(start);
}

async function checkNames(config: RunConfig): Promise<void> {
  await checkProfile(config);
  if (config.parentRun && !(await findRun(config.parentRun)))
    throw new InvalidRequestError("The start body is not valid: config.parentRun.", [
      { path: "config.parentRun", message: "there is no such run" },
    ]);
}

/**
 * The folder's real path. Only a process that shares the host with a worker of the site can judge a folder; the
 * worker judges it again in any case.
 */
async function checkPlace({ epicId, config }: StartBody): Promise<string> {
  if (!(await isWorkerOnHost(hostname(), SITE))) return config.workingDir;
  const roots = allowedRoots();
  const path = await resolveWorkspace(config.workingDir, roots);
  const { epic } = await findHarness(path, { epicId, roots });
  if (!config.clearStopFile && (await isStopFilePresent(epic))) throw new StopFilePresentError(stopFilePath(epic));
  if (config.clearStopFile) await clearStopFile(epic);
  return path;
}

function firstLine(mission: string | null): string | null {
  const line = mission
    ?.split("\n")
    .map((text) => text.trim())
    .find((text) => text !== "");
  return line ? [...line].slice(0, NAME_MAX_CHARS).join("") : null;
}

/** Of the parsed body: two spellings of the same request are the same. */
function hashOf(start: StartBody): string {
  const sorted = (value: unknown): unknown =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : value;
  return createHash("sha256")
    .update(JSON.stringify(sorted(start)))
    .digest("hex");
}
