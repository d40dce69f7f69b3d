/** What each viewer of a run saw: every event once, in order, the same as in the archive, up to the end. */
import { eventHash } from "./eventHash.mjs";
import { eventsOf, isStated } from "./checkSeqs.ts";
import { type Checked, type Finding, type RunEvidence, SETTLED, SETTLING, type ViewerLog } from "./evidence.ts";

const isPage = ({ name }: ViewerLog) => name.startsWith("viewer page");

export function checkViewers(run: RunEvidence): Checked {
  const archived = new Map(eventsOf(run).map((event) => [event.seq, { type: event.type, hash: eventHash(event) }]));
  const findings = run.viewers.flatMap((viewer) =>
    isPage(viewer) ? checkPage(run, viewer) : checkViewer(run, viewer, archived),
  );
  const lines = run.viewers.flatMap((viewer) => viewer.lines);
  return {
    findings,
    counts: {
      viewers: run.viewers.length,
      "of them pages": run.viewers.filter(isPage).length,
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

/** A page tells what it holds, and how many numbers it knows to be gone. It may hold what was given up later. */
function checkPage(run: RunEvidence, { name, lines }: ViewerLog): Finding[] {
  const find = (what: string): Finding => ({ kind: "viewer", runId: run.runId, what: `${name} ${what}` });
  if (!SETTLED.includes(run.status)) return [];
  const said = lines.find((line) => "shown" in line) ?? { shown: "", missing: null, connection: null };
  const shown = new Set(numbersIn(said.shown));
  const lacks = eventsOf(run).filter(({ seq }) => !shown.has(seq));
  const archived = new Set(eventsOf(run).map(({ seq }) => seq));
  const unknown = [...shown].filter((seq) => !archived.has(seq) && !isStated(run.gaps, seq, seq));
  return [
    ...lacks.slice(0, 1).map(({ seq }) => find(`lacks ${lacks.length} events, the first is ${seq}`)),
    ...unknown.slice(0, 1).map((seq) => find(`shows ${seq}, which is not archived`)),
    ...(said.missing === run.archivedTo - shown.size ? [] : [find(`counts ${said.missing ?? "no"} events as missing`)]),
    ...(lines.some((line) => "done" in line)
      ? []
      : [find(`ended ${said.connection ?? "unread"}, not told that it is over`)]),
  ];
}

/** `1-3,7-7` are 1, 2, 3, 7. */
function numbersIn(ranges: string): number[] {
  return ranges.split(",").flatMap((range) => {
    const [from = NaN, to = NaN] = range.split("-").map(Number);
    return Array.from({ length: range === "" ? 0 : to - from + 1 }, (_, at) => from + at);
  });
}
