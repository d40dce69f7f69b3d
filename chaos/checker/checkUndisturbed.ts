/** While workers live and one store at a time is away, the other one keeps every claim: nothing is taken over, nothing given up. */
import { eventsOf } from "./checkSeqs.ts";
import type { ChaosEvidence, Checked, Finding, RunEvidence } from "./evidence.ts";
import { isDuringOutage, outagesOf } from "./outages.ts";

export function checkUndisturbed(run: RunEvidence, evidence: Pick<ChaosEvidence, "faults">): Checked {
  const redis = outagesOf(evidence, "redis");
  const isAlone = outagesOf(evidence, "postgres").every((span) => !isDuringOutage(redis, span));
  if (!isAlone || evidence.faults.some(({ worker }) => worker !== null)) return { findings: [], counts: {} };
  const find = (kind: Finding["kind"], what: string): Finding => ({ kind, runId: run.runId, what });
  return {
    findings: [
      ...run.gaps.map(({ from, to }) => find("lost", `${from} to ${to} were given up, and no worker had died`)),
      ...eventsOf(run)
        .filter(({ type }) => type === "run_recovered")
        .map(({ seq }) => find("end", `it was taken over (event ${seq}), and no worker had died`)),
    ],
    counts: {},
  };
}
