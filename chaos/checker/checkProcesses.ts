/** Processes by their marks: never two turns of a run at once, none after its turn's end, none at the very end. */
import { eventsOf } from "./checkSeqs.ts";
import type { ChaosEvidence, Checked, FaultNote, Finding, PartNote, RunEvidence } from "./evidence.ts";

/** A sample takes a moment, and an event gets its time before it is written. */
const SAMPLE_MS = 500;
/** Of a part, from its first line to its being ready, on a busy machine. */
const START_MS = 20_000;
/** From one look to the next, and a little more. */
const EVERY_MS = 150;

/** Another Codi on the same machine marks its processes too: only runs of ours count. */
export function checkDoubles({ doubles }: Pick<ChaosEvidence, "doubles">, runIds: string[]): Finding[] {
  const seen = new Set<string>();
  return doubles.flatMap(({ at, runId, turns }): Finding[] => {
    const key = `${runId} ${turns.join()}`;
    if (seen.has(key) || !runIds.includes(runId)) return [];
    seen.add(key);
    const what = `the turns ${turns.join(" and ")} lived at once at ${new Date(at).toISOString()}`;
    return [{ kind: "double child", runId, what }];
  });
}

/** A turn's processes are gone before its end is written, and none is left at the very end. */
export function checkOutlived(run: RunEvidence, { samples }: Pick<ChaosEvidence, "samples">): Checked {
  const ends = new Map<string, number>();
  let current: string | undefined;
  for (const event of eventsOf(run)) {
    if (event.type === "turn_started")
      current = run.turns.find((turn) => turn.number === event.turn && turn.try === event.try)?.id;
    if (event.type !== "turn_completed" && event.type !== "turn_failed") continue;
    if (current) ends.set(current, Date.parse(event.ts));
    current = undefined;
  }
  const outlived = new Map<string, number>();
  for (const [index, { at, living }] of samples.entries())
    for (const turn of living[run.runId] ?? []) {
      // Only changes are sampled: what lives in one lives until the next.
      const past = Math.max(at, (samples[index + 1]?.at ?? at) - EVERY_MS) - (ends.get(turn) ?? Infinity);
      if (past > SAMPLE_MS) outlived.set(turn, past);
    }
  const findings = [...outlived].map(([turn, past]): Finding => ({
    kind: "orphan",
    runId: run.runId,
    what: `processes of the turn ${turn} lived ${Math.round(past)} ms after its end`,
  }));
  const left = samples.at(-1)?.living[run.runId];
  if (left)
    findings.push({ kind: "orphan", runId: run.runId, what: `processes of ${left.join()} are left at the end` });
  return { findings, counts: { "processes that outlived their turn": outlived.size } };
}

/** A part that ended although nobody ended it, or stayed. One that finds no Postgres at its start says so and is started again. */
export function checkParts({ parts, faults }: Pick<ChaosEvidence, "parts" | "faults">): Finding[] {
  return parts
    .filter((note) => note.kind === "stayed" || !foundNoPostgres(note, faults))
    .map(({ part, pid, what }) => ({ kind: "process", runId: null, what: `${part} (${pid}) ${what}` }));
}

function foundNoPostgres({ part, at, aliveMs }: PartNote, faults: FaultNote[]): boolean {
  const startedAt = at - aliveMs;
  const inItsLife = faults.filter((fault) => fault.at < at && (fault.mendedAt ?? Infinity) + START_MS > startedAt);
  const isMine = ({ worker }: FaultNote) => part === `worker-${worker ?? ""}`;
  // Whoever stood still while it started was at it for as much longer.
  const frozen = inItsLife.filter((fault) => fault.kind === "freeze" && isMine(fault));
  const frozenMs = frozen.reduce((sum, { at: from, mendedAt }) => sum + (mendedAt ?? at) - from, 0);
  const wasAway = inItsLife.some((fault) => fault.store === "postgres" && (fault.worker === null || isMine(fault)));
  return wasAway && aliveMs <= START_MS + frozenMs;
}
