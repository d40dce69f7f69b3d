/** What each viewer of a run saw: every event once, in order, the same as in the archive, up to the end. */
import { eventHash } from "./eventHash.mjs";
import { eventsOf, isStated } from "./checkSeqs.ts";
import { type Checked, type Finding, type RunEvidence, SETTLED, SETTLING, type ViewerLog } from "./evidence.ts";

export function checkViewers(run: RunEvidence): Checked {
  const archived = new Map(eventsOf(run).map((event) => [event.seq, { type: event.type, hash: eventHash(event) }]));
  const findings = run.viewers.flatMap((viewer) => checkViewer(run, viewer, archived));
  const lines = run.viewers.flatMap((viewer) => viewer.lines);
  return {
    findings,
    counts: {
      viewers: run.viewers.length,
      "events viewed": lines.filter((line) => "seq" in line).length,
      "answers 410": lines.filter((line) => "answer" in line && line.answer === 410).length,
      "gaps shown": lines.filter((line) => "gap" in line).length,
    },
  };
}

function checkViewer(
  run: RunEvidence,
  { name, lines }: ViewerLog,
  archived: Map<number, { type: string; hash: string }>,
): Finding[] {
  const findings: Finding[] = [];
  const find = (what: string) => findings.push({ kind: "viewer", runId: run.runId, what: `${name} ${what}` });
  let last = 0;
  let lastType = "";
  for (const line of lines) {
    if ("answer" in line && [400, 404, 500].includes(line.answer))
      find(`was answered ${line.answer} (from ${line.from})`);
    if ("gap" in line) {
      if (line.gap.from > last + 1) find(`was told of a gap from ${line.gap.from} after ${last}`);
      last = Math.max(last, line.gap.to);
    }
    if (!("seq" in line)) continue;
    if (line.seq <= last) find(`saw ${line.seq} after ${last}`);
    else if (line.seq > last + 1) find(`missed ${last + 1} to ${line.seq - 1}`);
    const known = archived.get(line.seq);
    if (known && known.hash !== line.hash)
      find(`saw another event ${line.seq} (${line.type}, archived is ${known.type})`);
    if (!known && !isStated(run.gaps, line.seq, line.seq)) find(`saw ${line.seq}, which is not archived`);
    if (SETTLING.includes(lastType)) find(`saw ${line.seq} after the end`);
    last = Math.max(last, line.seq);
    lastType = line.type;
  }
  if (!SETTLED.includes(run.status)) return findings;
  if (last !== run.archivedTo) find(`saw events up to ${last} of ${run.archivedTo}`);
  if (!lines.some((line) => "done" in line)) find("was never told that it is over");
  return findings;
}
