/** Carries out the faults of a schedule, each at its time, and leaves everything mended. */
import { setTimeout as sleep } from "node:timers/promises";
import type { KillableStore } from "#server/testing/killableStore.ts";
import type { FaultNote } from "./checker/evidence.ts";
import { evict, fill, flush, giveRoom } from "./redisRoom.ts";
import type { Fault, WorkerFault } from "./schedule.ts";
import type { ChaosCodi, ChaosWorker } from "./startCodi.ts";
import type { StoreFault } from "./storeFaults.ts";

type Hurt = Pick<ChaosCodi, "workers" | "web" | "stores">;

export async function applyFaults(
  codi: Hurt,
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

type Doing = { wait: (ms: number) => Promise<void>; note: FaultNote };

async function apply(
  codi: Hurt,
  fault: Fault,
  { wait, notes }: { wait: Doing["wait"]; notes: FaultNote[] },
): Promise<void> {
  const note: FaultNote = {
    at: Date.now(),
    kind: fault.kind,
    worker: "worker" in fault ? fault.worker : null,
    store: "store" in fault ? fault.store : null,
    pid: null,
    mendedAt: null,
  };
  notes.push(note);
  switch (fault.kind) {
    case "killWeb":
    case "leaveWeb":
      note.pid = await codi.web.end(fault.kind === "killWeb" ? "SIGKILL" : "SIGTERM", fault.downMs);
      break;
    case "killStore":
    case "freezeStore":
    case "flush":
    case "full":
    case "evict":
      await hitStore(codi.stores[fault.store], fault, { wait, note });
      break;
    default: {
      const worker = codi.workers[fault.worker];
      if (worker) await hit(worker, fault, { wait, note });
    }
  }
  note.mendedAt = Date.now();
}

async function hit(worker: ChaosWorker, fault: WorkerFault, { wait, note }: Doing): Promise<void> {
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

async function hitStore(store: KillableStore, fault: StoreFault, { wait, note }: Doing): Promise<void> {
  note.pid = store.pid();
  switch (fault.kind) {
    case "killStore":
      await store.kill();
      await wait(fault.downMs);
      return store.start();
    case "freezeStore":
      store.freeze();
      await wait(fault.forMs);
      return store.thaw();
    case "flush":
      await flush(store.url);
      return;
    case "full":
    case "evict":
      await (fault.kind === "full" ? fill(store.url) : evict(store.url));
      await wait(fault.forMs);
      return giveRoom(store.url);
    default:
      return fault satisfies never;
  }
}
