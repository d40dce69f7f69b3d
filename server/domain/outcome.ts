/** What came of a run, judged by what Codi itself saw and never by what the agent said. */

export const OUTCOMES = ["verified", "changed", "no-op", "empty", "unknown"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type OutcomeFacts = {
  /** Files that Codi saw change. */
  filesChanged: number;
  /** The last result of our own check command; null = none ran. */
  checkPassed: boolean | null;
  /** Commands ran whose effect on files was not compared. */
  ranCommands: boolean;
  /** Anything at all: items or output. */
  saidAnything: boolean;
  /** The harness reports no items, so changes cannot be seen. */
  opaque: boolean;
};

export function toOutcome(facts: OutcomeFacts): Outcome {
  if (facts.filesChanged > 0) return facts.checkPassed === true ? "verified" : "changed";
  if (!facts.saidAnything) return "empty";
  // A shell command may have changed files that nobody compared: saying "no-op" would be a guess.
  if (facts.opaque || facts.ranCommands) return "unknown";
  return "no-op";
}
