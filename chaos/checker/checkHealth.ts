/** Whether /api/health said which store was away while it was, and that all was well when all was. */
import type { ChaosEvidence, Finding } from "./evidence.ts";
import { outagesOf } from "./outages.ts";

/** It asks a store for a second before it says that it is away. */
const NOTICED_MS = 3_000;
/** It is back a moment before whoever started it again knows it. */
const BACK_BEFORE_MS = 2_000;
/** How long the connections of a busy process may need to come back. */
const BACK_MS = 15_000;

export function checkHealth(evidence: Pick<ChaosEvidence, "health" | "faults">): Finding[] {
  const find = (what: string): Finding => ({ kind: "health", runId: null, what });
  const findings = (["postgres", "redis"] as const).flatMap((store) =>
    outagesOf(evidence, store).flatMap(({ from, to }) => {
      const wrong = evidence.health.find(
        (note) =>
          note.askedAt > from + NOTICED_MS &&
          note.answeredAt < to - BACK_BEFORE_MS &&
          (note[store] || note.http !== 503),
      );
      return wrong ? [find(`with ${store} away it answered ${wrong.http} at ${iso(wrong.askedAt)}`)] : [];
    }),
  );
  const lastMended = Math.max(0, ...evidence.faults.map(({ at, mendedAt }) => mendedAt ?? at));
  const ill = evidence.health.find(({ askedAt, http }) => askedAt > lastMended + BACK_MS && http !== 200);
  return ill ? [...findings, find(`with everything mended it answered ${ill.http} at ${iso(ill.askedAt)}`)] : findings;
}

const iso = (at: number) => new Date(at).toISOString();
