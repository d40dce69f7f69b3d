/** What kinds of damage the checker finds in one run. */
import { checkRun } from "./check.ts";
import type { ChaosEvidence, Kind, RunEvidence } from "./evidence.ts";
import { noEvidence } from "./someRun.ts";

export const kindsIn = (run: RunEvidence, evidence: Partial<ChaosEvidence> = {}): Kind[] => [
  ...new Set(checkRun(run, { ...noEvidence, ...evidence }).findings.map(({ kind }) => kind)),
];
