/** Stops a turn: SIGINT, SIGTERM, SIGKILL to its process group in time, then everything it left, with a receipt. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "#server/domain/actor.ts";
import { KILL_WAIT_MS, LEFTOVER_GRACE_MS, SIGTERM_AT_GRACE_SHARE } from "#server/domain/limits.ts";
import type { Receipt } from "#server/domain/run.ts";
import type { Child } from "./childProcess.ts";
import { endProcesses } from "./endProcesses.ts";
import type { Signals, Target } from "./endProcesses.ts";
import { findMarked } from "./markedProcesses.ts";
import type { ProcessMark } from "./markedProcesses.ts";
import { listProcesses, readProcess } from "./processTable.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

export type StopOptions = { graceMs: number; mark: ProcessMark; by: Actor; requestedAt: string };

/**
 * The living members of the child's group. A child leads its own session, and the system does not give its number away
 * while the session has members; a leader that began at another time is another process.
 */
async function groupOf(child: Child): Promise<Target[]> {
  const members = (await listProcesses()).filter((entry) => entry.group === child.pid && entry.session === child.pid);
  if (members.some((entry) => entry.pid === child.pid && entry.startTime !== child.startTime)) return [];
  return members
    .filter((entry) => !entry.zombie)
    .map(({ pid, startTime }) => ({ pid, startTime, target: "group" as const }));
}

/** Its exit was not seen yet, so where we cannot look its number is still its own. */
function isStill(child: Child): boolean {
  try {
    return readProcess(child.pid)?.startTime === child.startTime;
  } catch {
    return true;
  }
}

async function signalGroup(child: Child, signal: Signals[number]["signal"]): Promise<Signals> {
  const members = await groupOf(child).catch(() => [{ pid: child.pid }]);
  if (!isStill(child)) return [];
  try {
    process.kill(-child.pid, signal);
  } catch {
    return []; // the group ended in between
  }
  return [{ signal, at: recordNow().toISOString(), target: "group", pids: members.map((member) => member.pid) }];
}

async function endsWithin(child: Child, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(Math.max(0, ms), false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([child.exited.then(() => true), late]);
  } finally {
    timer.abort();
  }
}

/** The child alone; one that ends at a step never gets the next. Without a grace it is killed at once. */
async function climb(child: Child, graceMs: number): Promise<Signals> {
  let begun: number | null = null; // the grace counts from the first signal
  const kill = { signal: "SIGKILL", untilMs: graceMs + KILL_WAIT_MS } as const;
  const polite = [
    { signal: "SIGINT", untilMs: graceMs * SIGTERM_AT_GRACE_SHARE },
    { signal: "SIGTERM", untilMs: graceMs },
  ] as const;
  const signals: Signals = [];
  for (const { signal, untilMs } of graceMs > 0 ? [...polite, kill] : [kill]) {
    if (await endsWithin(child, 0)) return signals;
    signals.push(...(await signalGroup(child, signal)));
    begun ??= performance.now();
    if (await endsWithin(child, untilMs - (performance.now() - begun))) return signals;
  }
  return signals;
}

/** Also right before the spawn (null) and after the exit: what is left of the group and everything marked is ended. */
export async function stopChild(child: Child | null, options: StopOptions): Promise<Receipt> {
  const climbed = child ? await climb(child, options.graceMs) : [];
  const swept = await endProcesses(
    async () => {
      const group = child ? await groupOf(child) : [];
      const known = new Set(group.map((member) => member.pid));
      const marked = (await findMarked(options.mark)).filter((found) => !known.has(found.pid));
      return [...group, ...marked.map((found) => ({ ...found, target: "marked" as const }))];
    },
    { graceMs: Math.min(LEFTOVER_GRACE_MS, options.graceMs) },
  );
  return {
    by: options.by,
    requestedAt: options.requestedAt,
    signals: [...climbed, ...swept.signals],
    left: swept.left,
    endedAt: recordNow().toISOString(),
  };
}
