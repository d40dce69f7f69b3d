/** What goes wrong when, and who asks for what: one list from the seed alone; pure. */
import type { Scenario } from "./scenario.ts";
import { seededRandom } from "./seededRandom.mjs";
import { type Store, type StoreFault, storeFaults, type WebFault, webFaults } from "./storeFaults.ts";

export type WorkerFault =
  | { at: number; kind: "kill" | "deploy"; worker: number; downMs: number }
  | { at: number; kind: "freeze"; worker: number; forMs: number }
  | { at: number; kind: "cut" | "hang"; worker: number; store: Store; forMs: number };
export type Fault = WorkerFault | WebFault | StoreFault;

export type Command = {
  at: number;
  action: "pause" | "resume" | "stop" | "cancel";
  mode?: "now" | "after-turn";
  /** Which of the runs that live then: a share of their list. */
  pick: number;
  /** Sends the status that it has just read along. */
  expecting: boolean;
};
export type Schedule = { faults: Fault[]; commands: Command[] };

/** A take-over is looked for every few seconds: a frozen worker must sleep through the look after its lease. */
const LOOK_MS = 5_000;

type Random = ReturnType<typeof seededRandom>;
type Asked = Pick<
  Scenario,
  "seed" | "faultsMs" | "leaseMs" | "workers" | "killsOnly" | "queue" | "stores" | "storesOnly" | "outageMs"
>;

const kinds = ["kill", "kill", "kill", "kill", "freeze", "freeze", "deploy", "deploy", "cut", "cut", "hang"] as const;

function nextFault(random: Random, at: number, { worker, asked }: { worker: number; asked: Asked }): WorkerFault {
  const kind = asked.killsOnly ? "kill" : random.pick(kinds);
  switch (kind) {
    case "kill":
    case "deploy":
      return { at, kind, worker, downMs: random.whole(500, 4_000) };
    case "freeze":
      return { at, kind, worker, forMs: LOOK_MS + Math.round(asked.leaseMs * random.between(1.1, 1.6)) };
    case "cut":
    case "hang": {
      const store = random.pick(["postgres", "redis"] as const);
      return { at, kind, worker, store, forMs: Math.round(random.between(1_000, asked.leaseMs * 1.3)) };
    }
    default:
      return kind satisfies never;
  }
}

const lasts = (fault: WorkerFault): number => ("forMs" in fault ? fault.forMs : fault.downMs);

/** One thing at a time goes wrong with a worker; with several workers, several. */
function ofWorker(worker: number, asked: Asked): WorkerFault[] {
  const random = seededRandom(asked.seed, "worker", worker);
  const calmMs = asked.queue ? 12_000 : Math.max(6_000, asked.leaseMs * 0.8);
  const faults: WorkerFault[] = [];
  if (asked.storesOnly) return faults;
  for (let at = random.between(2_000, 8_000); at < asked.faultsMs; at += random.between(calmMs * 0.4, calmMs * 1.6)) {
    const fault = nextFault(random, Math.round(at), { worker, asked });
    faults.push(fault);
    at += lasts(fault);
  }
  return faults;
}

function ofWeb(asked: Asked): WebFault[] {
  if (asked.stores === "all") return webFaults(asked);
  const random = seededRandom(asked.seed, "web");
  const faults: WebFault[] = [];
  if (asked.killsOnly || asked.stores === "each") return faults;
  for (let at = random.between(8_000, 20_000); at < asked.faultsMs; at += random.between(15_000, 45_000))
    faults.push({ at: Math.round(at), kind: "killWeb", downMs: random.whole(200, 2_000) });
  return faults;
}

const actions = [
  { action: "pause", mode: "after-turn" },
  { action: "pause", mode: "after-turn" },
  { action: "pause", mode: "now" },
  { action: "pause", mode: "now" },
  { action: "resume" },
  { action: "resume" },
  { action: "resume" },
  { action: "stop" },
  { action: "cancel" },
] as const;

function allCommands(asked: Asked): Command[] {
  const random = seededRandom(asked.seed, "commands");
  const commands: Command[] = [];
  if (asked.queue || asked.killsOnly || asked.stores === "each") return commands;
  for (let at = random.between(1_000, 3_000); at < asked.faultsMs; at += random.between(200, 1_600))
    commands.push({
      at: Math.round(at),
      ...random.pick(actions),
      pick: random.next(),
      expecting: random.chance(0.3),
    });
  return commands;
}

export function makeSchedule(asked: Asked): Schedule {
  const workers = Array.from({ length: asked.workers }, (_, worker) => ofWorker(worker, asked));
  const faults = [...workers.flat(), ...ofWeb(asked), ...storeFaults(asked)].sort((a, b) => a.at - b.at);
  return { faults, commands: allCommands(asked) };
}
