/** Every control that was answered with yes had its effect, and every no had a reason. */
import { eventsOf } from "./checkSeqs.ts";
import type { ChaosEvidence, Checked, ControlNote, Finding, RunEvidence } from "./evidence.ts";
import { obeyedIn } from "./legalMoves.ts";
import { isDuringOutage, notedSince, outagesOf } from "./outages.ts";

/** The trigger notes a move before its transaction commits, and the answer comes after. */
const COMMIT_MS = 1_500;

/** The statuses that the row had at any moment of a span. */
export function statusesWithin(run: Pick<RunEvidence, "moves">, from: number, to: number): Set<string> {
  const statuses = new Set<string>();
  let before: string | null = null;
  for (const { at, status } of run.moves) {
    if (at > to) break;
    if (at >= from && before !== null) statuses.add(before);
    if (at >= from) statuses.add(status.to);
    before = status.to;
  }
  if (before !== null) statuses.add(before);
  return statuses;
}

type Known = { all: ControlNote[]; outages: ReturnType<typeof outagesOf> };

export function checkControls(run: RunEvidence, evidence: Pick<ChaosEvidence, "controls" | "faults">): Checked {
  const mine = evidence.controls.filter((control) => control.runId === run.runId);
  const known = { all: mine, outages: outagesOf(evidence, "postgres") };
  const findings = mine.flatMap((control) => checkControl(run, control, known));
  findings.push(...unaskedMoves(run, mine));
  return {
    findings,
    counts: {
      controls: mine.length,
      "controls obeyed": mine.filter(({ http }) => http === 200).length,
      "controls refused": mine.filter(({ http }) => http === 409).length,
      "controls without an answer": mine.filter(({ http }) => http === null || http === 503).length,
    },
  };
}

function checkControl(run: RunEvidence, control: ControlNote, { all, outages }: Known): Finding[] {
  const { action, http, said, sentAt, answeredAt, expectedStatus } = control;
  const name = `${action}${control.mode === "now" ? " now" : ""} at ${new Date(sentAt).toISOString()}`;
  const find = (what: string): Finding => ({ kind: "control", runId: run.runId, what: `${name} ${what}` });
  // With Postgres away it may have been obeyed or not, as without an answer.
  if (http === null || (http === 503 && isDuringOutage(outages, { from: sentAt, to: answeredAt }))) return [];
  const during = statusesWithin(run, notedSince(outages, sentAt) - COMMIT_MS, answeredAt);
  const seen = [...during].join();
  if (http === 409 && said === "conflict")
    return [...during].every((status) => status === expectedStatus)
      ? [find(`was a conflict with ${expectedStatus ?? ""}, which the run was all the time`)]
      : [];
  const obeyed = obeyedIn[action] ?? [];
  if (http === 409)
    return [...during].every((status) => obeyed.includes(status)) ? [find(`was refused in ${seen}`)] : [];
  if (http !== 200) return [find(`was answered ${http} ${said ?? ""}`)];
  if (![...during].some((status) => obeyed.includes(status))) return [find(`was obeyed in ${seen}`)];
  if (expectedStatus !== null && !during.has(expectedStatus)) return [find(`expected ${expectedStatus} in ${seen}`)];
  if (said === null || !during.has(said)) return [find(`was answered ${said ?? "nothing"}, the run was ${seen}`)];
  const missing = effectOf(run, control, all);
  return missing === null ? [] : [find(missing)];
}

/** What an acknowledged control promised and did not keep; null = it kept it. */
function effectOf(run: RunEvidence, { action, answeredAt, sentAt }: ControlNote, all: ControlNote[]): string | null {
  switch (action) {
    case "cancel":
      // Nothing leads from cancelling anywhere else: an end that came first is answered 409.
      return run.status === "cancelled" ? null : `was obeyed, and the run ended ${run.status}`;
    case "pause": {
      if (run.status === "pausing") return "was obeyed, and the run never paused";
      // Taken back by whoever asked for the opposite later, also if nobody answered them.
      const back = all.filter((other) => ["resume", "stop"].includes(other.action) && other.answeredAt > sentAt);
      return laterTurn(run, answeredAt, Math.min(...back.map((other) => other.sentAt)));
    }
    case "stop":
      return laterTurn(run, answeredAt, Infinity);
    case "resume":
      return null; // the answer's status was the row's: nothing more was promised
    default:
      return action satisfies never;
  }
}

/** The turn under way is finished, or one that the holder was about to begin; another one never begins. */
function laterTurn(run: RunEvidence, from: number, to: number): string | null {
  const started = eventsOf(run).filter(({ type }) => type === "turn_started");
  const before = started.filter(({ ts }) => Date.parse(ts) <= from).map(({ turn }) => Number(turn));
  const allowed = Math.max(0, ...before) + 1;
  const beyond = started.find(({ ts, turn }) => Number(turn) > allowed && Date.parse(ts) < to);
  return beyond ? `was obeyed, and turn ${String(beyond.turn)} began later` : null;
}

/** Nobody but us pauses, takes a pause back or cancels here: a row that did without being asked obeyed nobody. */
function unaskedMoves(run: RunEvidence, controls: ControlNote[]): Finding[] {
  const askers: Record<string, string[]> = {
    pausing: ["pause"],
    paused: ["pause"],
    cancelling: ["cancel"],
    cancelled: ["cancel"],
    running: ["resume", "stop"],
  };
  return run.moves.flatMap(({ status, at }): Finding[] => {
    if (status.from === status.to || status.from === null) return [];
    if (status.to === "running" && status.from === "queued") return [];
    const actions = askers[status.to];
    if (!actions) return [];
    const asked = controls.some((control) => actions.includes(control.action) && control.sentAt <= at + COMMIT_MS);
    const what = `nobody asked for the move from ${status.from} to ${status.to}`;
    return asked ? [] : [{ kind: "control", runId: run.runId, what }];
  });
}
