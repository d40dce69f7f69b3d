/** Carries out the faults of a schedule, each at its time, and leaves everything mended. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FaultNote } from "./checker/evidence.ts";
import type { Fault } from "./schedule.ts";
import type { ChaosCodi, ChaosWorker } from "./startCodi.ts";

export async function applyFaults(
  codi: Pick<ChaosCodi, "workers" | "web">,
  faults: Fault[],
  { signal, notes }: { signal: AbortSignal; notes: FaultNote[] },
): Promise<void> {
  const startedAt = Date.now();
  const wait = (ms: number) => sleep(Math.max(0, ms), undefined, { signal }).catch(() => undefined);
  const applied: Promise<void>[] = [];
  for (const fault of faults) {
    await wait(startedAt + fault.at - Date.now());
    if (signal.aborted) break;
    applied.push(apply(codi, fault, { wait, notes }));
  }
  await Promise.all(applied);
}

type Doing = { wait: (ms: number) => Promise<void>; notes: FaultNote[] };

async function apply(codi: Pick<ChaosCodi, "workers" | "web">, fault: Fault, { wait, notes }: Doing): Promise<void> {
  const note: FaultNote = {
    at: Date.now(),
    kind: fault.kind,
    worker: "worker" in fault ? fault.worker : null,
    store: "store" in fault ? fault.store : null,
    pid: null,
    mendedAt: null,
  };
  notes.push(note);
  if (fault.kind === "killWeb") note.pid = await codi.web.end("SIGKILL", fault.downMs);
  else {
    const worker = codi.workers[fault.worker];
    if (worker) await hit(worker, fault, { wait, note });
  }
  note.mendedAt = Date.now();
}

async function hit(
  worker: ChaosWorker,
  fault: Exclude<Fault, { kind: "killWeb" }>,
  { wait, note }: { wait: Doing["wait"]; note: FaultNote },
): Promise<void> {
  note.pid = worker.part.pid();
  switch (fault.kind) {
    case "kill":
    case "deploy":
      note.pid = await worker.part.end(fault.kind === "kill" ? "SIGKILL" : "SIGTERM", fault.downMs);
      return;
    case "freeze":
      if (worker.part.signal("SIGSTOP") === null) return;
      await wait(fault.forMs);
      worker.part.signal("SIGCONT");
      return;
    case "cut":
    case "hang": {
      const store = worker[fault.store];
      await (fault.kind === "cut" ? store.cut() : store.hang());
      await wait(fault.forMs);
      await store.mend();
      return;
    }
    default:
      return fault satisfies never;
  }
}
