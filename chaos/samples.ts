/** What the sampler wrote, read back. */
import type { ChaosEvidence, Sample } from "./checker/evidence.ts";

type Line = { at: number; living: Sample["living"] } | { at: number; double: { runId: string; turns: string[] } };

export function readSamples(text: string): Pick<ChaosEvidence, "samples" | "doubles"> {
  const samples: ChaosEvidence["samples"] = [];
  const doubles: ChaosEvidence["doubles"] = [];
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const read = JSON.parse(line) as Line;
    if ("living" in read) samples.push(read);
    else doubles.push({ at: read.at, ...read.double });
  }
  return { samples, doubles };
}
