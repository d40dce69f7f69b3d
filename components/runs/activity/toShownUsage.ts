/** What is known of the tokens of a turn, and never more exact than that. */
import type { TurnView } from "#server/domain/run.ts";
import type { LiveUsage } from "./activityDraft.ts";

export type ShownUsage = {
  input: number | null;
  cached: number | null;
  output: number | null;
  reasoning: number | null;
};

/** What is known of a turn's tokens. Of a running one, the parts only when the requests add up to the reported sums. */
export function toShownUsage(turn: TurnView | undefined, live: LiveUsage | undefined): ShownUsage {
  if (turn?.usage) {
    const { inputTokens, cachedInputTokens, outputTokens, reasoningTokens } = turn.usage;
    return { input: inputTokens, cached: cachedInputTokens, output: outputTokens, reasoning: reasoningTokens };
  }
  if (!live || (turn && turn.status !== "running")) return { input: null, cached: null, output: null, reasoning: null };
  const { input, output, parts } = live;
  const addsUp = parts.input === input && parts.output === output;
  return { input, output, cached: addsUp ? parts.cached : null, reasoning: addsUp ? parts.reasoning : null };
}
