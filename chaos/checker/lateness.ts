/** How long after an event at least half of its viewers had seen it: what an outage makes them wait. */
import { eventsOf } from "./checkSeqs.ts";
import type { RunEvidence } from "./evidence.ts";
import { spread } from "./recoveries.ts";

export type Late = { at: number; ms: number };

export function latenessOf(run: RunEvidence): Late[] {
  const seen = new Map<number, number[]>();
  for (const { lines } of run.viewers)
    for (const line of lines) if ("seq" in line) seen.set(line.seq, [...(seen.get(line.seq) ?? []), line.at]);
  return eventsOf(run).flatMap(({ seq, ts }) => {
    const { p50 } = spread(seen.get(seq) ?? []);
    return p50 === null ? [] : [{ at: Date.parse(ts), ms: p50 - Date.parse(ts) }];
  });
}
