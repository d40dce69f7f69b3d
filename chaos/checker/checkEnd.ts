/** How one run came to its end: legal moves only, one end, and the log's last word is the row's. */
import { eventsOf } from "./checkSeqs.ts";
import { type Checked, type Finding, type Kind, type RunEvidence, SETTLED, SETTLING } from "./evidence.ts";
import { isLegalMove } from "./legalMoves.ts";

export function checkEnd(run: RunEvidence): Checked {
  const findings: Finding[] = [];
  const find = (kind: Kind, what: string) => findings.push({ kind, runId: run.runId, what });
  checkMoves(run, find);
  const events = eventsOf(run);
  const settling = events.filter((event) => SETTLING.includes(event.type));
  if (!SETTLED.includes(run.status)) find("stuck", `it is still ${run.status}`);
  else {
    if (settling.length !== 1)
      find("end", `${settling.length} settling events: ${settling.map(({ type }) => type).join()}`);
    if (events.at(-1) !== settling.at(-1)) find("end", `its last event is ${events.at(-1)?.type ?? "none"}`);
    if (settling.some(({ type }) => type !== `run_${run.status}`))
      find("end", `the row says ${run.status}, the log ${settling.at(-1)?.type ?? ""}`);
    const settled = run.moves.filter(({ status }) => status.from !== status.to && SETTLED.includes(status.to));
    if (settled.length !== 1) find("end", `the row settled ${settled.length} times`);
    checkTurnEnds(run, find);
  }
  const poison = settling.some(({ error }) => (error as { code?: string } | undefined)?.code === "worker_lost");
  return {
    findings,
    counts: {
      runs: 1,
      [run.status]: 1,
      "failed as poison": poison ? 1 : 0,
      "take-overs": events.filter(({ type }) => type === "run_recovered").length,
    },
  };
}

function checkMoves(run: RunEvidence, find: (kind: Kind, what: string) => void): void {
  let before: RunEvidence["moves"][number] | undefined;
  for (const move of run.moves) {
    if (!isLegalMove(move.status.from, move.status.to))
      find("bad move", `from ${move.status.from ?? "nothing"} to ${move.status.to}`);
    if (before && before.status.to !== move.status.from)
      find("bad move", `${before.status.to} became ${move.status.from ?? "nothing"} unseen`);
    if (move.claim.from !== null && move.claim.to < move.claim.from)
      find("bad move", `the claim fell from ${move.claim.from} to ${move.claim.to}`);
    before = move;
  }
}

/** Each start of a turn has one end, before the next one begins. */
function checkTurnEnds(run: RunEvidence, find: (kind: Kind, what: string) => void): void {
  let open: string | null = null;
  for (const event of eventsOf(run)) {
    if (event.type === "turn_started") {
      const name = `turn ${String(event.turn)} try ${String(event.try)}`;
      if (open !== null) find("end", `${name} began while ${open} had no end`);
      open = name;
    } else if (event.type === "turn_completed" || event.type === "turn_failed") open = null;
  }
  if (open !== null) find("end", `${open} has no end`);
}
