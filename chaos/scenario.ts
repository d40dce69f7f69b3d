/** What one chaos run consists of, read from its command line. */
import { parseArgs } from "node:util";

export type Scenario = {
  seed: number;
  /** How long faults and controls go on; null = until the queue is empty. */
  faultsMs: number;
  leaseMs: number;
  /** Runs that are kept alive, or all of a queue. */
  runs: number;
  workers: number;
  slots: number;
  killsOnly: boolean;
  /** What happens to Postgres and Redis themselves; `each` = one outage after the other, while a single turn prints steadily. */
  stores: "calm" | "few" | "all" | "each";
  /** Of each of those. */
  outageMs: number;
  /** Nothing happens to the workers. */
  storesOnly: boolean;
  /** Of one run, half of them over server-sent events, half as tRPC's subscriptions. */
  viewersARun: number;
  queue: boolean;
  turnMs: { shortest: number; longest: number };
  maxTurns: number;
  /** What settles later than this after the last fault is stuck. */
  settleMs: number;
  /** From SIGINT to SIGKILL for a turn that is interrupted. */
  killGraceMs: number;
};

const QUEUE_DEFAULT = 1_000;

const base: Scenario = {
  seed: 1,
  faultsMs: 60_000,
  leaseMs: 30_000,
  runs: 30,
  workers: 3,
  slots: 10,
  killsOnly: false,
  stores: "calm",
  outageMs: 60_000,
  storesOnly: false,
  viewersARun: 2,
  queue: false,
  turnMs: { shortest: 2_000, longest: 20_000 },
  maxTurns: 5,
  settleMs: 300_000,
  killGraceMs: 2_000,
};

/** The part of `npm test`: everything that can go wrong, in a minute and a half. */
const short: Partial<Scenario> = {
  faultsMs: 45_000,
  leaseMs: 4_000,
  stores: "few",
  runs: 8,
  slots: 4,
  turnMs: { shortest: 500, longest: 4_000 },
  maxTurns: 3,
  settleMs: 90_000,
};

const queue = (runs: number): Partial<Scenario> => ({
  queue: true,
  killsOnly: true,
  runs,
  workers: 2,
  slots: 6,
  turnMs: { shortest: 50, longest: 300 },
  maxTurns: 1,
  faultsMs: 1_800_000,
  settleMs: 120_000,
});

/** Before each outage of a row of four, and after the last. */
export const OUTAGE_CALM_MS = 30_000;

const outages = (outageMs: number): Partial<Scenario> => {
  const faultsMs = 4 * (OUTAGE_CALM_MS + outageMs) + OUTAGE_CALM_MS;
  return {
    stores: "each",
    outageMs,
    storesOnly: true,
    faultsMs,
    runs: 1,
    workers: 1,
    viewersARun: 20,
    // One turn, which outlasts everything that happens in it.
    turnMs: { shortest: faultsMs + 5_000, longest: faultsMs + 5_000 },
    maxTurns: 1,
    settleMs: 120_000,
  };
};

const whole = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} must be a positive number; it is "${text}".`);
  return value;
};

/** `--queue` alone means the default length. */
function withQueueLength(args: string[]): string[] {
  const at = args.indexOf("--queue");
  if (at < 0 || /^\d+$/.test(args[at + 1] ?? "")) return args;
  return [...args.slice(0, at + 1), String(QUEUE_DEFAULT), ...args.slice(at + 1)];
}

export function readScenario(args: string[]): Scenario {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: withQueueLength(args),
    options: {
      seed: text,
      minutes: text,
      "lease-ms": text,
      runs: text,
      workers: text,
      queue: text,
      viewers: text,
      outages: text,
      "kills-only": { type: "boolean" },
      stores: { type: "boolean" },
      "stores-only": { type: "boolean" },
      short: { type: "boolean" },
    },
  });
  const queued = whole("queue", values.queue);
  const outageSec = whole("outages", values.outages);
  const scenario = {
    ...base,
    ...(values.short ? short : {}),
    ...(queued ? queue(queued) : {}),
    ...(outageSec ? outages(outageSec * 1_000) : {}),
  };
  const minutes = whole("minutes", values.minutes);
  const runs = whole("runs", values.runs) ?? scenario.runs;
  const workers = whole("workers", values.workers) ?? scenario.workers;
  const viewers = whole("viewers", values.viewers);
  return {
    ...scenario,
    seed: whole("seed", values.seed) ?? scenario.seed,
    faultsMs: minutes ? minutes * 60_000 : scenario.faultsMs,
    leaseMs: whole("lease-ms", values["lease-ms"]) ?? scenario.leaseMs,
    runs,
    workers,
    // Room for all of them while every worker is up, so that a run waits only where a fault makes it wait.
    slots: queued ? scenario.slots : Math.ceil(runs / workers),
    killsOnly: values["kills-only"] ?? scenario.killsOnly,
    stores: values.stores || values["stores-only"] ? "all" : scenario.stores,
    storesOnly: values["stores-only"] ?? scenario.storesOnly,
    viewersARun: viewers ? Math.ceil(viewers / runs) : scenario.viewersARun,
  };
}
