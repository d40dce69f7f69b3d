/** The whole comparison: every rule over every run, and over what several of them share. */
import { checkControls } from "./checkControls.ts";
import { checkEnd } from "./checkEnd.ts";
import { checkHealth } from "./checkHealth.ts";
import { checkNumbers } from "./checkNumbers.ts";
import { checkDoubles, checkOutlived, checkParts } from "./checkProcesses.ts";
import { checkLimits, checkPriority } from "./checkQueue.ts";
import { checkSeqs } from "./checkSeqs.ts";
import { checkStarts } from "./checkStarts.ts";
import { checkUndisturbed } from "./checkUndisturbed.ts";
import { checkUse } from "./checkUse.ts";
import { checkViewers } from "./checkViewers.ts";
import type { ChaosEvidence, Checked, Counts, Finding, RunEvidence } from "./evidence.ts";
import { type Late, latenessOf } from "./lateness.ts";
import { recoveriesOf, type Recovery } from "./recoveries.ts";

/** Within this a lost run is found, by the promise; longer is not forbidden while all workers are down, but worth a look. */
const SLOW_MS = 30_000;

export type Verdict = { findings: Finding[]; counts: Counts; recoveries: Recovery[]; lateness: Late[] };

export function checkRun(run: RunEvidence, evidence: ChaosEvidence): Checked {
  const checked = [
    checkSeqs(run, evidence),
    checkNumbers(run),
    checkEnd(run),
    checkViewers(run),
    checkControls(run, evidence),
    checkOutlived(run, evidence),
    checkUndisturbed(run, evidence),
  ];
  return { findings: checked.flatMap(({ findings }) => findings), counts: sum(checked.map(({ counts }) => counts)) };
}

function sum(all: Counts[]): Counts {
  const total: Counts = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  return total;
}

export async function check(
  runs: AsyncIterable<RunEvidence>,
  evidence: ChaosEvidence,
  /** Told of each run in which something broke or took long, with all that is known of it. */
  onTelling: (run: RunEvidence) => void = () => undefined,
): Promise<Verdict> {
  const checked: Checked[] = [];
  const recoveries: Recovery[] = [];
  const lateness: Late[] = [];
  const seen: Pick<RunEvidence, "runId" | "priority" | "project" | "moves">[] = [];
  for await (const run of runs) {
    const one = checkRun(run, evidence);
    checked.push(one);
    lateness.push(...latenessOf(run));
    const recovered = recoveriesOf(run, evidence);
    recoveries.push(...recovered);
    const isBroken = one.findings.length > 0 || evidence.doubles.some(({ runId }) => runId === run.runId);
    if (isBroken || recovered.some(({ ms }) => ms > SLOW_MS)) onTelling(run);
    const { runId, priority, project, moves } = run;
    seen.push({ runId, priority, project, moves });
  }
  const ids = seen.map(({ runId }) => runId);
  const shared = [
    ...checkDoubles(evidence, ids),
    ...checkParts(evidence),
    ...checkStarts(evidence.starts, ids),
    ...checkLimits(seen, evidence),
    ...checkUse(evidence),
    ...checkHealth(evidence),
  ];
  const order = evidence.queue ? checkPriority(seen, evidence.limits) : { findings: [], counts: {} };
  checked.push(order, { findings: shared, counts: {} });
  return {
    findings: checked.flatMap(({ findings }) => findings),
    counts: sum(checked.map(({ counts }) => counts)),
    recoveries,
    lateness,
  };
}
