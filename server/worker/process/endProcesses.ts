/** Ends whatever a search finds, again and again until it finds nothing, and keeps the record of the signals. */
import { setTimeout as sleep } from "node:timers/promises";
import { KILL_WAIT_MS, PROCESS_LOOK_MS, PROCESS_SWEEP_MS, RECEIPT_PIDS_MAX } from "#server/domain/limits.ts";
import type { Receipt } from "#server/domain/run.ts";
import { readProcess } from "./processTable.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

export type Signals = Receipt["signals"];
export type EndedProcesses = { signals: Signals; left: number[] };
export type Target = { pid: number; startTime: string; target: Signals[number]["target"] };

/** A pid is signalled only while it is still the process that was found. */
export function isSame(found: { pid: number; startTime: string }): boolean {
  const entry = readProcess(found.pid);
  return entry !== null && !entry.zombie && entry.startTime === found.startTime;
}

function mayLive(found: Target): boolean {
  try {
    return isSame(found);
  } catch {
    return true; // nobody can tell at the moment
  }
}

function signalAll(found: Target[], signal: "SIGTERM" | "SIGKILL"): Signals {
  const reached = found.filter((target) => {
    try {
      return isSame(target) && process.kill(target.pid, signal);
    } catch {
      return false; // it ended in between, belongs to somebody else, or cannot be told from another
    }
  });
  const at = recordNow().toISOString();
  return (["group", "marked"] as const).flatMap((target) => {
    const pids = reached.filter((one) => one.target === target).map((one) => one.pid);
    return pids.length ? [{ signal, at, target, pids }] : [];
  });
}

/** Until none of them lives any more, or the table is due to be read again: new ones may have been born. */
async function waitForEnd(found: Target[], untilMs: number): Promise<void> {
  while (found.some(mayLive) && performance.now() < untilMs) await sleep(PROCESS_LOOK_MS);
}

/** One entry a step: a tree that keeps forking must not make the receipt as long as itself. */
function add(signals: Signals, sent: Signals): void {
  for (const next of sent) {
    const same = signals.find((one) => one.signal === next.signal && one.target === next.target);
    if (!same) signals.push(next);
    else same.pids.push(...next.pids.slice(0, Math.max(0, RECEIPT_PIDS_MAX - same.pids.length)));
  }
}

export async function endProcesses(
  find: () => Promise<Target[]>,
  { graceMs }: { graceMs: number },
): Promise<EndedProcesses> {
  let begun: number | null = null; // the grace counts from the first signal, not from the search before it
  let killedAt: number | null = null; // and a search may take longer than any grace: nothing is given up unkilled
  const signals: Signals = [];
  const told = new Set<string>();
  let quiet = 0;
  for (;;) {
    const found = await find();
    const passed = begun === null ? 0 : performance.now() - begun;
    // One that forks and ends can slip past a reading of the table, so "none" is confirmed by a second one.
    if (found.length === 0) {
      quiet += 1;
      if (quiet > 1) return { signals, left: [] };
      continue;
    }
    quiet = 0;
    const signal = passed < graceMs ? "SIGTERM" : "SIGKILL";
    const key = (one: Target) => `${signal} ${one.pid} ${one.startTime}`;
    const untold = found.filter((one) => !told.has(key(one)));
    const isOver = killedAt !== null && performance.now() > killedAt + KILL_WAIT_MS;
    add(signals, signalAll(untold, signal));
    if (isOver) return { signals, left: found.map((one) => one.pid) };
    for (const one of found) told.add(key(one));
    begun ??= performance.now();
    if (signal === "SIGKILL") killedAt ??= performance.now();
    const nextStep = killedAt === null ? begun + graceMs : killedAt + KILL_WAIT_MS;
    await waitForEnd(found, Math.min(performance.now() + PROCESS_SWEEP_MS, nextStep + 1));
  }
}
