/** How long each run that a dead or frozen worker held waited until somebody else had it in order again. */
import { eventsOf } from "./checkSeqs.ts";
import { type ChaosEvidence, type FaultNote, type RunEvidence, SETTLED, type WorkerRow } from "./evidence.ts";

export type Recovery = { kind: string; runId: string; ms: number };

/** The worker that had this pid when the fault came: pids are given anew. */
const hitBy = (fault: FaultNote, workers: WorkerRow[]): WorkerRow | undefined =>
  workers.filter(({ pid, startedAt }) => pid === fault.pid && startedAt <= fault.at).at(-1);

function holderAt(run: RunEvidence, at: number): string | null {
  return run.moves.filter((move) => move.at <= at).at(-1)?.holder.to ?? null;
}

/** Recovered by somebody, or at rest: whichever came first. */
function recoveredAt(run: RunEvidence, { at, worker }: { at: number; worker: string }): number | null {
  const recovered = eventsOf(run).find(({ type, ts }) => type === "run_recovered" && Date.parse(ts) > at);
  const times = recovered ? [Date.parse(recovered.ts)] : [];
  const after = run.moves.filter((move) => move.at > at);
  // A frozen worker that woke in time, or one that let go just before: then nothing had to be recovered.
  const released = after.find(({ holder }) => holder.from === worker && holder.to !== worker);
  if (released && released.holder.to === null) times.push(released.at);
  const rest = after.find(({ status }) => [...SETTLED, "paused"].includes(status.to));
  if (rest) times.push(rest.at);
  return times.length > 0 ? Math.min(...times) : null;
}

export function recoveriesOf(run: RunEvidence, evidence: Pick<ChaosEvidence, "faults" | "workers">): Recovery[] {
  return evidence.faults.flatMap((fault) => {
    if (fault.kind !== "kill" && fault.kind !== "freeze") return [];
    const worker = hitBy(fault, evidence.workers);
    if (!worker || holderAt(run, fault.at) !== worker.id) return [];
    const at = recoveredAt(run, { at: fault.at, worker: worker.id });
    return at === null ? [] : [{ kind: fault.kind, runId: run.runId, ms: Math.round(at - fault.at) }];
  });
}

export function spread(values: number[]): { count: number; p50: number | null; max: number | null } {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    count: sorted.length,
    p50: sorted[Math.floor((sorted.length - 1) / 2)] ?? null,
    max: sorted.at(-1) ?? null,
  };
}
