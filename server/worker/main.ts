/** The worker process: registers, claims, executes, recovers; on SIGTERM it drains, interrupts and leaves in order. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  LAST_WRITES_MS,
  STORE_ANSWER_MS,
  STORE_PING_MS,
  STORE_RETRY_MAX_MS,
  WORKER_HEARTBEAT_MS,
} from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import { bindInstance } from "#server/store/live/instance.ts";
import { flushMirror } from "#server/store/live/runMirror.ts";
import { closeRedis, pingRedis } from "#server/store/live/redis.ts";
import { closeDatabase } from "#server/store/records/database.ts";
import { instanceId } from "#server/store/records/instanceTable.ts";
import { requireSchema } from "#server/store/records/schemaVersion.ts";
import { beatWorker, registerWorker, retireWorker, type WorkerEntry } from "#server/store/records/workerTable.ts";
import { version } from "#server/domain/version.ts";
import { claimRuns } from "./claimRuns.ts";
import { ownIdentity } from "./process/processIdentity.ts";
import { recoverLost } from "./recoverLost.ts";

const draining = new AbortController();
const shutdown = new AbortController();

/** The first signal drains; the second ends what is left now. */
function onSignal(): void {
  if (draining.signal.aborted) shutdown.abort();
  draining.abort();
}

async function describeSelf(): Promise<WorkerEntry> {
  const identity = await ownIdentity();
  return {
    id: randomUUID(),
    host: identity.host,
    bootId: identity.bootId,
    pidNamespace: identity.pidNamespace,
    pid: identity.pid,
    processStart: identity.startTime,
    version,
    sites: env().CODI_SITES,
    slots: env().CODI_WORKER_CONCURRENCY,
  };
}

/** A Redis of another installation is refused as soon as it answers; until then Postgres alone is enough. */
async function checkRedis(id: string): Promise<void> {
  while (!draining.signal.aborted) {
    if (await pingRedis(STORE_PING_MS)) return bindInstance(id);
    await sleep(STORE_RETRY_MAX_MS, undefined, { signal: draining.signal }).catch(() => undefined);
  }
}

async function beat(workerId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(WORKER_HEARTBEAT_MS, undefined, { signal }).catch(() => undefined);
    await beatWorker(workerId, draining.signal.aborted).catch(() => undefined);
  }
}

async function leave(workerId: string): Promise<void> {
  await retireWorker(workerId).catch(() => undefined);
  await flushMirror().catch(() => undefined);
  await Promise.all([closeRedis(), closeDatabase()]);
}

function fail(error: unknown): never {
  logger.fatal({ reason: error instanceof Error ? error.message : String(error) }, "the worker cannot start");
  process.exit(1);
}

async function main(): Promise<void> {
  await requireSchema();
  const self = await describeSelf();
  await registerWorker(self);
  const id = await instanceId();
  if (await pingRedis(STORE_PING_MS)) await bindInstance(id);
  else checkRedis(id).catch(fail);
  const log = logger.child({ workerId: self.id });
  const claimant = { workerId: self.id, host: self.host, sites: self.sites, startedAt: new Date() };
  const gone = new AbortController();
  const beating = beat(self.id, gone.signal);
  const holding = claimRuns({ claimant, slots: self.slots, signal: draining.signal, shutdown: shutdown.signal });
  const recovering = recoverLost({ claimant, isMine: holding.isMine, signal: draining.signal });
  log.info({ slots: self.slots, sites: self.sites }, "worker ready");

  await new Promise<void>((resolve) => draining.signal.addEventListener("abort", () => resolve(), { once: true }));
  log.info("worker drains");
  await beatWorker(self.id, true).catch(() => undefined);
  const drained = holding.ended();
  await Promise.race([
    drained,
    sleep(env().CODI_DRAIN_MS, undefined, { signal: shutdown.signal }).catch(() => undefined),
  ]);
  shutdown.abort();
  // With a store away nothing more can be written: whoever comes next recovers what is left.
  await Promise.race([Promise.all([drained, recovering]), sleep(env().CODI_KILL_GRACE_MS + LAST_WRITES_MS)]);
  gone.abort();
  await beating;
  await Promise.race([leave(self.id), sleep(STORE_ANSWER_MS)]);
  log.info("worker ended");
}

process.on("SIGTERM", onSignal);
process.on("SIGINT", onSignal);
await main().catch(fail);
process.exit(0);
