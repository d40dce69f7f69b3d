/** The log of one run: every number once and in order or in a stated gap, and the same in both stores. */
import { eventHash } from "./eventHash.mjs";
import type { ChaosEvidence, Checked, Finding, Kind, LogEvent, RunEvidence } from "./evidence.ts";
import { settledBeforeLoss } from "./outages.ts";

export const eventsOf = (run: Pick<RunEvidence, "chunks">): LogEvent[] => run.chunks.flatMap((chunk) => chunk.events);

/** Every number of the range is given up in one of the gaps. */
export const isStated = (gaps: RunEvidence["gaps"], from: number, to: number): boolean => {
  let next = from;
  for (const gap of [...gaps].sort((a, b) => a.from - b.from))
    if (gap.from <= next && gap.to >= next) next = gap.to + 1;
  return next > to;
};

export function checkSeqs(run: RunEvidence, evidence: Pick<ChaosEvidence, "faults">): Checked {
  const findings: Finding[] = [];
  const find = (kind: Kind, what: string) => findings.push({ kind, runId: run.runId, what });
  let next = 1;
  let missing = 0;
  for (const event of eventsOf(run)) {
    if (event.runId !== run.runId) find("doubled", `the archive holds an event of ${event.runId}`);
    if (event.seq > next) {
      if (!isStated(run.gaps, next, event.seq - 1)) find("lost", `the archive lacks ${next} to ${event.seq - 1}`);
      missing += event.seq - next;
    }
    if (event.seq < next)
      find(event.seq === next - 1 ? "doubled" : "order", `the archive has ${event.seq} after ${next - 1}`);
    else next = event.seq + 1;
  }
  if (next - 1 !== run.archivedTo && !isStated(run.gaps, next, run.archivedTo))
    find("lost", `the row says ${run.archivedTo} events are archived, the last one is ${next - 1}`);
  for (const { firstSeq, lastSeq, rows, events } of run.chunks)
    if (events[0]?.seq !== firstSeq || events.at(-1)?.seq !== lastSeq || events.length !== rows)
      find("output", `the chunk at ${firstSeq} does not hold what its row says`);
  const stream = checkStream(run, { mayLack: settledBeforeLoss(run, evidence) });
  return {
    findings: [...findings, ...stream.findings],
    counts: { events: eventsOf(run).length, "seqs in stated gaps": missing, ...stream.counts },
  };
}

function checkStream(run: RunEvidence, { mayLack }: { mayLack: boolean }): Checked {
  const find = (what: string): Finding => ({ kind: "stream", runId: run.runId, what });
  let givenUp = 0;
  const lacking = (what: string): Checked =>
    mayLack ? { findings: [], counts: { "streams lost after the end": 1 } } : { findings: [find(what)], counts: {} };
  if (run.stream === null)
    return run.archivedTo > 0 ? lacking("Redis has no stream of the run") : { findings: [], counts: {} };
  const archived = new Map(eventsOf(run).map((event) => [event.seq, eventHash(event)]));
  const findings: Finding[] = [];
  let next = 1;
  for (const { id, event } of run.stream) {
    if (id !== `${event.seq}-0`) findings.push(find(`entry ${id} holds event ${event.seq}`));
    if (event.seq !== next && !isStated(run.gaps, next, event.seq - 1))
      findings.push(find(`the stream has ${event.seq} after ${next - 1}`));
    const hash = archived.get(event.seq);
    // A take-over that could not read Redis gives up the numbers that only Redis has, and says so.
    if (hash === undefined && isStated(run.gaps, event.seq, event.seq)) givenUp += 1;
    else if (hash === undefined) findings.push(find(`the stream has ${event.seq}, the archive has not`));
    else if (hash !== eventHash(event)) findings.push(find(`event ${event.seq} is another one in the archive`));
    next = event.seq + 1;
  }
  const ended =
    next - 1 < run.archivedTo && !isStated(run.gaps, next, run.archivedTo)
      ? lacking(`the stream ends at ${next - 1}, the archive at ${run.archivedTo}`)
      : { findings: [], counts: {} };
  return {
    findings: [...findings, ...ended.findings],
    counts: { "events of Redis in stated gaps": givenUp, ...ended.counts },
  };
}
