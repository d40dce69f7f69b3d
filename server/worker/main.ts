/** The worker process: registers, claims, executes, recovers; on SIGTERM it drains, interrupts and leaves in order. */
import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import {
  HURRIED_LEAVE_MS,
  LAST_WRITES_MS,
  LEAVE_NOW_MS,
  SECOND_SIGNAL_MS,
  STORE_ANSWER_MS,
  WORKER_HEARTBEAT_MS,
} from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import { bindRedis, bindRedisLater } from "#server/store/live/bindRedis.ts";
import { flushMirror } from "#server/store/live/runMirror.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { closeDatabase } from "#server/store/records/database.ts";
import { instanceId } from "#server/store/records/instanceTable.ts";
import { requireSchema } from "#server/store/records/schemaVersion.ts";
import { beatWorker, registerWorker, retireWorker, type WorkerEntry } from "#server/store/records/workerTable.ts";
import { version } from "#server/domain/version.ts";
import { claimRuns } from "./claimRuns.ts";
import { endOrphans } from "./endOrphans.ts";
import { ownIdentity } from "./process/processIdentity.ts";
import { recoverLost } from "./recoverLost.ts";
import { removeLogs } from "./removeLogs.ts";
import { saveLeftovers } from "./saveLeftovers.ts";
import { prepareRenewals } from "./renewal/renewals.ts";

const draining = new AbortController();
const shutdown = new AbortController();
const hurry = new AbortController();
let signalledAt = -Infinity;
// Everything that is held listens to them.
setMaxListeners(0, draining.signal, shutdown.signal, hurry.signal);

/** The first signal drains; the second ends what is left now. */
function onSignal(signal: NodeJS.Signals): void {
  const sinceMs = performance.now() - signalledAt;
  signalledAt = performance.now();
  // A terminal and npm both pass on one Ctrl-C.
  if (signal === "SIGINT" && sinceMs < SECOND_SIGNAL_MS) return;
  if (draining.signal.aborted) {
    hurry.abort();
    shutdown.abort();
  }
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

/** Also when it was before: a worker may be told to leave while it starts. */
async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}

/** After so long, or so long after a signal that leaves no time for more. */
async function waitAtMost(ms: number, hurriedMs: number): Promise<void> {
  const timer = new AbortController();
  const wait = (time: number) => sleep(time, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([wait(ms), aborted(hurry.signal).then(() => wait(hurriedMs))]);
  timer.abort();
}

function fail(error: unknown): never {
  logger.fatal({ reason: error instanceof Error ? error.message : String(error) }, "the worker cannot start");
  process.exit(1);
}

async function main(): Promise<void> {
  await requireSchema();
  const self = await describeSelf();
  const startedAt = await registerWorker(self);
  const gone = new AbortController();
  const beating = beat(self.id, gone.signal);
  const id = await instanceId();
  // Postgres alone is enough until Redis answers; one of another installation ends the worker in order.
  if (!(await bindRedis(id)))
    bindRedisLater(id, draining.signal).catch((error: unknown) => {
      logger.fatal({ reason: String(error) }, "the worker leaves: its Redis is not fit");
      draining.abort();
      shutdown.abort();
    });
  const log = logger.child({ workerId: self.id });
  // What an earlier worker of this host left must be gone before a child of ours starts.
  await Promise.all([prepareRenewals(), endOrphans()]);
  await saveLeftovers();
  const claimant = { workerId: self.id, host: self.host, sites: self.sites, startedAt };
  const holding = claimRuns({
    claimant,
    slots: self.slots,
    signal: draining.signal,
    shutdown: shutdown.signal,
    hurry: hurry.signal,
  });
  const recovering = recoverLost({ claimant, isMine: holding.isMine, signal: shutdown.signal });
  const removing = removeLogs(draining.signal);
  log.info({ slots: self.slots, sites: self.sites }, "worker ready");

  await aborted(draining.signal);
  log.info("worker drains");
  await Promise.race([beatWorker(self.id, true).catch(() => undefined), waitAtMost(STORE_ANSWER_MS, 0)]);
  const drained = holding.ended();
  await Promise.race([drained, waitAtMost(env().CODI_DRAIN_MS, 0)]);
  shutdown.abort();
  // With a store away nothing more can be written: whoever comes next recovers what is left.
  await Promise.race([
    Promise.all([drained, recovering, removing]),
    waitAtMost(env().CODI_KILL_GRACE_MS + LAST_WRITES_MS, LEAVE_NOW_MS),
  ]);
  gone.abort();
  await Promise.race([beating.then(() => leave(self.id)), waitAtMost(STORE_ANSWER_MS, HURRIED_LEAVE_MS)]);
  log.info("worker ended");
}

process.on("SIGTERM", onSignal);
process.on("SIGINT", onSignal);
await main().catch(fail);
process.exit(0);
