/** A turn in words: what a screen reader says of its column. */
import { formatDuration, formatPlural, formatTokens } from "#components/ui/format.ts";
import type { RecorderTurn } from "./recorderTurns.ts";

export const stateWords = {
  running: "running",
  completed: "completed",
  failed: "failed",
  interrupted: "interrupted",
  unknown: "end unknown",
} as const satisfies Record<RecorderTurn["state"], string>;

export function columnText(turn: RecorderTurn, end: number): string {
  const spans = turn.tries.flatMap((one) => one.spans);
  const commands = spans.filter((span) => span.kind === "command").length;
  const tests = spans.filter((span) => span.kind !== "command");
  const failed = tests.filter((span) => span.failed).length;
  return [
    `Turn ${turn.turn}`,
    stateWords[turn.state],
    turn.tries.length > 1 ? `${turn.tries.length} tries` : "",
    formatDuration((turn.to ?? end) - turn.from),
    turn.tries.length === 0 ? "" : commands === 0 ? "no commands" : formatPlural(commands, "command"),
    tests.length > 0 ? `${formatPlural(tests.length, "test run")}${failed > 0 ? `, ${failed} failed` : ""}` : "",
    turn.tokens === null ? (turn.to === null ? "" : "tokens unknown") : `${formatTokens(turn.tokens)} tokens`,
  ]
    .filter(Boolean)
    .join(", ");
}
