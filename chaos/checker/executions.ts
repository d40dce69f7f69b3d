/** The executions of a run: which shown and skipped output belongs to which of them, and what of it is stored. */
import { eventsOf } from "./checkSeqs.ts";
import type { AgentFile, RunEvidence, TurnRow } from "./evidence.ts";

/** Output of one execution in the order of the log; `text: null` = skipped by name. */
export type Segment = { offset: number; bytes: number; text: string | null; seq: number };
export type Execution = { turn: TurnRow; tag: string; agent: AgentFile | null; segments: Segment[] };
/** Output that stands outside of every execution. */
export type Stray = { seq: number };

export const tagOf = (turnId: string) => turnId.slice(0, 8);

export function executionsOf(run: RunEvidence): { executions: Execution[]; stray: Stray[] } {
  const executions = run.turns.map((turn): Execution => ({
    turn,
    tag: tagOf(turn.id),
    agent: run.agents.find((agent) => agent.turnId === turn.id) ?? null,
    segments: [],
  }));
  const stray: Stray[] = [];
  const begun = new Set<Execution>();
  let current: Execution | undefined;
  let boundary = 0;
  for (const event of eventsOf(run)) {
    if (event.type === "turn_started")
      current = executions.find(({ turn }) => turn.number === event.turn && turn.try === event.try);
    if (event.type === "turn_completed" || event.type === "turn_failed") current = undefined;
    if (/^turn_(started|completed|failed)$/.test(event.type)) boundary = event.seq;
    if (current) begun.add(current);
    const shown = event.type === "subprocess_output";
    if ((!shown && event.type !== "output_skipped") || event.stream !== "stdout") continue;
    const text = shown ? String(event.text) : null;
    const bytes = text === null ? Number(event.bytes) : Buffer.byteLength(text);
    // The word that it began may lie in a stated gap.
    const since = boundary;
    if (!current && run.gaps.some(({ from, to }) => from > since && to < event.seq))
      current = executions.find((one) => one.turn.number === event.turn && !begun.has(one));
    if (current && current.turn.number === event.turn)
      current.segments.push({ offset: Number(event.offset), bytes, text, seq: event.seq });
    else stray.push({ seq: event.seq });
  }
  return { executions, stray };
}

/** What the agent printed if it printed every number of its file. */
export const printedBy = (tag: string, upTo: number): string =>
  Array.from({ length: upTo }, (_, index) => `${tag} n ${index + 1}\n`).join("");
