/** Test runs: part of the command that ran them when there is one, else a card of their own. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import { addEntry, entryAt, toText, type Draft } from "./activityDraft.ts";
import type { CommandEntry, TestFacts } from "./activityEntry.ts";

const running: TestFacts = { state: "running", counts: null, exitCode: null, durationMs: null };
const nameOf = (command: string) => `tests:${command}`;

export function startTests(draft: Draft, event: RunEvent & { type: "test_run_started" }): void {
  const command = toText(event.command);
  if (giveTo(draft, { turn: event.turn, command }, running)) return;
  const at = addEntry(draft, event, { kind: "tests", command, tests: running });
  draft.open.set(nameOf(command), { at, part: 0, paths: [] });
}

export function endTests(draft: Draft, event: RunEvent & { type: "test_run_completed" }): void {
  const command = toText(event.command);
  const { passed, failed, skipped } = event.summary;
  const bad = failed > 0 || (event.exitCode ?? 0) !== 0;
  const tests: TestFacts = {
    state: bad ? "failed" : "done",
    counts: { passed, failed, skipped },
    exitCode: event.exitCode ?? null,
    durationMs: event.durationMs ?? null,
  };
  const begun = draft.open.get(nameOf(command))?.at;
  const entry = entryAt(draft, begun, "tests");
  if (entry && begun !== undefined) {
    draft.open.delete(nameOf(command));
    draft.entries[begun] = { ...entry, tests };
    return;
  }
  if (!giveTo(draft, { turn: event.turn, command }, tests)) addEntry(draft, event, { kind: "tests", command, tests });
}

/** The latest command of the turn that is, or else contains, what the tests say they ran, and has no result yet. */
function giveTo(draft: Draft, run: { turn: number; command: string }, tests: TestFacts): boolean {
  const wanted = squeeze(run.command);
  const fits = (entry: CommandEntry) =>
    entry.turn === run.turn && (entry.tests === null || entry.tests.state === "running");
  let at = findLastCommand(draft, run.turn, (entry) => fits(entry) && squeeze(entry.command) === wanted);
  if (at === -1) {
    const latest = findLastCommand(draft, run.turn, () => true);
    const entry = entryAt(draft, latest, "command");
    if (entry && fits(entry) && wanted !== "" && squeeze(entry.command).includes(wanted)) at = latest;
  }
  const entry = entryAt(draft, at, "command");
  if (!entry) return false;
  draft.entries[at] = { ...entry, tests };
  return true;
}

function findLastCommand(draft: Draft, turn: number, is: (entry: CommandEntry) => boolean): number {
  for (let at = draft.entries.length - 1; at >= 0; at -= 1) {
    const entry = draft.entries[at];
    if (entry?.kind === "turn" && entry.turn === turn) break; // what stands before belongs to another try
    if (entry?.kind === "command" && is(entry)) return at;
  }
  return -1;
}

const squeeze = (command: string) => command.trim().replace(/\s+/g, " ");
