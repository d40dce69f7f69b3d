/** The tokens that a turn reports while it runs: its sums, and what its requests add up to. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import { fieldOf, type Draft, type LiveUsage } from "./activityDraft.ts";

const noParts: LiveUsage["parts"] = { input: 0, output: 0, cached: 0, reasoning: 0 };

export function foldUsage(draft: Draft, event: RunEvent & { type: "token_usage" }): void {
  const before = draft.usage.get(event.turn)?.parts ?? noParts;
  const count = (name: string) => {
    const value = fieldOf(event.last, name);
    return typeof value === "number" ? value : 0;
  };
  draft.usage.set(event.turn, {
    input: event.inputTokens,
    output: event.outputTokens,
    parts: {
      input: before.input + count("inputTokens"),
      output: before.output + count("outputTokens"),
      cached: before.cached + count("cachedInputTokens"),
      reasoning: before.reasoning + count("reasoningTokens"),
    },
  });
}
