/** The JSON of a run's snapshot: all viewers of a run are given the same one, and it is written once for them. */
import type { RunSnapshot } from "#server/domain/run.ts";

const texts = new WeakMap<RunSnapshot, string>();

/** A snapshot is read anew, never changed. */
export function snapshotText(run: RunSnapshot): string {
  const known = texts.get(run);
  if (known !== undefined) return known;
  const text = JSON.stringify(run);
  texts.set(run, text);
  return text;
}
