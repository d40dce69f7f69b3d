/** What the agents printed, number by number: shown once and in order, or skipped by name and stored; only what was still in the pipe at a death is unread. */
import type { Checked, Counts, Finding, Kind, RunEvidence } from "./evidence.ts";
import { type Execution, executionsOf, printedBy, type Segment } from "./executions.ts";
import { type StoredOutput, storedOutput } from "./storedOutput.ts";

type Find = (kind: Kind, what: string) => void;

export function checkNumbers(run: RunEvidence): Checked {
  const findings: Finding[] = [];
  const counts: Counts = {};
  const find: Find = (kind, what) => findings.push({ kind, runId: run.runId, what });
  const add = (name: string, count: number) => (counts[name] = (counts[name] ?? 0) + count);
  const { executions, stray } = executionsOf(run);
  for (const { seq } of stray) find("order", `event ${seq} is output outside of a turn`);
  const orphaned = run.agents.filter((agent) => !run.turns.some((turn) => turn.id === agent.turnId));
  for (const { turnId } of orphaned) find("lost", `the execution ${turnId} is in no turn`);
  for (const number of new Set(run.turns.map((turn) => turn.number))) {
    const ofTurn = executions.filter(({ turn }) => turn.number === number);
    const stored = storedOutput(
      run.output.filter((chunk) => chunk.turn === number),
      ofTurn.map(({ tag }) => tag),
    );
    for (const what of stored.broken) find("output", `turn ${number}: ${what}`);
    for (const execution of ofTurn) checkExecution(execution, stored, { find, add });
  }
  return { findings, counts };
}

function checkExecution(
  execution: Execution,
  stored: StoredOutput,
  { find, add }: { find: Find; add: (name: string, count: number) => void },
): void {
  const { turn, tag, agent, segments } = execution;
  const name = `turn ${turn.number} try ${turn.try} (${tag})`;
  const numbers = agent?.numbers ?? [];
  if (numbers.some((number, index) => number !== index + 1))
    return find("order", `${name}: its agent's file is broken`);
  const printed = printedBy(tag, numbers.length);
  const part = stored.parts.get(tag) ?? null;
  const base = turn.try === 1 ? 0 : (part?.from ?? segments[0]?.offset ?? 0);
  let end = base;
  for (const segment of segments) {
    if (segment.offset > end) find("lost", `${name}: bytes ${end} to ${segment.offset} are neither shown nor skipped`);
    if (segment.offset < end) find("doubled", `${name}: event ${segment.seq} repeats byte ${segment.offset}`);
    end = Math.max(end, segment.offset + segment.bytes);
    const wanted = printed.slice(segment.offset - base, segment.offset - base + segment.bytes);
    const had = segment.text ?? stored.text.slice(segment.offset, segment.offset + segment.bytes);
    if (had === wanted) continue;
    if (segment.text === null) find("lost", `${name}: bytes ${segment.offset} on were skipped and are not stored`);
    else find("output", `${name}: event ${segment.seq} shows another text than was printed there`);
  }
  for (const { kind, what } of diagnose(segments, tag)) find(kind, `${name}: ${what}`);
  const shownTo = end - base;
  const storedTo = part ? part.to - part.from : 0;
  if (part && stored.text.slice(part.from, part.to) !== printed.slice(0, storedTo))
    find("output", `${name}: the stored output is not what was printed`);
  if (shownTo > storedTo) find("output", `${name}: ${shownTo - storedTo} bytes were shown and are not stored`);
  const linesIn = (bytes: number) => printed.slice(0, bytes).split("\n").length - 1;
  const tail = numbers.length - linesIn(Math.max(shownTo, storedTo));
  const storedOnly = Math.max(0, linesIn(storedTo) - linesIn(shownTo));
  const skipped = segments.reduce((sum, { text, bytes }) => sum + (text === null ? bytes : 0), 0);
  add("executions", 1);
  add("numbers", numbers.length);
  add("bytes skipped by name", skipped);
  if (turn.status === "running") find("stuck", `${name}: its row still says running`);
  if (storedOnly > 0) find("lost", `${name}: ${storedOnly} numbers are stored and were neither shown nor skipped`);
  if (wasLost(turn)) return add("unread when the worker died", tail);
  if (wasSignalled(execution)) add("unread when a signal ended it", tail);
  // One number may stand in the agent's file that it was killed before printing.
  if (tail > (wasSignalled(execution) ? 1 : 0)) find("lost", `${name}: ${tail} numbers at the end are nowhere`);
}

const wasLost = ({ errorCode }: Execution["turn"]) => errorCode === "worker_lost";
const wasSignalled = ({ turn, agent }: Execution) => turn.signal !== null || agent?.exitCode === null;

/** The shown numbers alone, without looking at bytes: each once, in order, and none missing between two that touch. */
function diagnose(segments: Segment[], tag: string): { kind: Kind; what: string }[] {
  const found: { kind: Kind; what: string }[] = [];
  const pieces: string[] = [];
  let joined = false;
  for (const { text } of segments) {
    if (text !== null && joined) pieces.push(`${pieces.pop() ?? ""}${text}`);
    else if (text !== null) pieces.push(text);
    joined = text !== null;
  }
  let last = 0;
  for (const [at, piece] of pieces.entries()) {
    const numbers = [...piece.matchAll(new RegExp(`(?<=^|\n)${tag} n (\\d+)\n`, "g"))].map((match) => Number(match[1]));
    for (const [position, number] of numbers.entries()) {
      const follows = position > 0 || at === 0;
      if (number === last) found.push({ kind: "doubled", what: `${number} is shown twice` });
      else if (number < last) found.push({ kind: "order", what: `${number} is shown after ${last}` });
      else if (follows && number > last + 1 && (position > 0 || segments[0]?.text !== null))
        found.push({ kind: "lost", what: `${last + 1} to ${number - 1} are not shown before ${number}` });
      last = Math.max(last, number);
    }
  }
  return found;
}
