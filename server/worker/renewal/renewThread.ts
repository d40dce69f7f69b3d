/** The thread that keeps a worker's claims alive: whatever the worker parses, packs or computes, both stores hear of it in time. */
import { setTimeout as sleep } from "node:timers/promises";
import { parentPort } from "node:worker_threads";
import { LEASE_GIVE_UP_MS, LEASE_RENEW_MS, STORE_ANSWER_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { type Bell, createBell } from "#server/store/live/bell.ts";
import { type Lease, renewLease, takeLease } from "#server/store/live/runLease.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";
import { renewClaims } from "#server/store/records/claimRenewal.ts";
import type { FromThread, ToThread } from "./messages.ts";

/** When the last renewal that each store took was sent. */
type Held = { lease: Lease; rowAt: number; lockAt: number; givesUp: NodeJS.Timeout };

const AWAY = Symbol("the store does not answer");
const leaseMs = env().CODI_LEASE_MS;
const giveUpMs = Math.min(LEASE_GIVE_UP_MS, (leaseMs * 5) / 6);
const renewMs = Math.min(LEASE_RENEW_MS, leaseMs / 3);

const held = new Map<string, Held>();
const rowBell = createBell();
const lockBell = createBell();
/** Tokens that somebody wants to be renewed now, not when they are due. */
const asked = new Map<Bell, Set<string>>([
  [rowBell, new Set()],
  [lockBell, new Set()],
]);
const NEVER = new AbortController().signal;

const tell = (message: FromThread) => parentPort?.postMessage(message);

async function within<T>(answer: Promise<T>): Promise<T | typeof AWAY> {
  const timeout = new AbortController();
  try {
    return await Promise.race([answer, sleep(STORE_ANSWER_MS, AWAY, { signal: timeout.signal })]);
  } catch (error) {
    warnThrottled("a claim could not be renewed in one of the stores", { reason: String(error) });
    return AWAY;
  } finally {
    timeout.abort();
  }
}

function letGo(token: string): boolean {
  clearTimeout(held.get(token)?.givesUp);
  return held.delete(token);
}

function lose({ lease: { token } }: Held, lost: string): void {
  if (letGo(token)) tell({ token, lost });
}

/** On time, also while a store is asked that does not answer: from the end of the lease on another may take over. */
function giveUpInTime(one: Held): void {
  const leftMs = Math.max(one.rowAt, one.lockAt) + giveUpMs - performance.now();
  if (leftMs <= 0) lose(one, "neither store could be renewed");
  else one.givesUp = setTimeout(() => giveUpInTime(one), leftMs);
}

function hold(lease: Lease): void {
  const now = performance.now();
  const one = { lease, rowAt: now, lockAt: now, givesUp: setTimeout(() => giveUpInTime(one), giveUpMs) };
  held.set(lease.token, one);
}

async function renewRows(some: Held[]): Promise<void> {
  const askedAt = performance.now();
  const rows = await within(renewClaims(some.map(({ lease }) => lease)));
  if (rows === AWAY) return;
  for (const [index, one] of some.entries()) {
    const control = rows[index];
    if (!control) lose(one, "a higher claim holds the row");
    else one.rowAt = askedAt; // others may have seen it as early as that
    if (control && held.has(one.lease.token)) tell({ token: one.lease.token, control });
  }
}

async function renewLock(one: Held): Promise<void> {
  const askedAt = performance.now();
  const lock = await within(renewLease(one.lease, leaseMs));
  if (lock === "lost") lose(one, "a higher claim holds the lock");
  if (lock === "renewed") one.lockAt = askedAt;
  // A missing lock is not a lost one: the row said within this lease that the claim stands.
  const stands = held.has(one.lease.token) && askedAt - one.rowAt < giveUpMs;
  if (lock === "missing" && stands) await within(takeLease(one.lease, leaseMs));
}

type Loop = { bell: Bell; renew(some: Held[]): Promise<unknown> };

/** One loop for each store: one that hangs must not keep the other waiting. */
async function keepAlive({ bell, renew }: Loop): Promise<never> {
  let lookedAt = -Infinity;
  for (;;) {
    const isDue = performance.now() - lookedAt >= renewMs;
    const wanted = new Set(asked.get(bell));
    asked.set(bell, new Set());
    if (isDue) lookedAt = performance.now();
    const some = [...held.values()].filter(({ lease }) => isDue || wanted.has(lease.token));
    if (some.length > 0) await renew(some);
    await bell.heard({ ms: lookedAt + renewMs - performance.now(), signal: NEVER });
  }
}

function ask(bell: Bell, token: string): void {
  asked.get(bell)?.add(token);
  bell.ring();
}

parentPort?.on("message", (message: ToThread) => {
  if (message.kind === "let go") return void letGo(message.token);
  if (message.kind === "hold") hold(message.lease);
  ask(rowBell, message.kind === "hold" ? message.lease.token : message.token);
  if (message.kind === "hold") ask(lockBell, message.lease.token);
});

tell("ready");
await Promise.all([
  keepAlive({ bell: rowBell, renew: renewRows }),
  keepAlive({ bell: lockBell, renew: (some) => Promise.all(some.map(renewLock)) }),
]);
