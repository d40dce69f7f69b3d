/** Tokens of one turn out of Codex's totals of the whole thread. */
import type { TokenUsage } from "#server/domain/run.ts";
import { CodexUsage } from "./codexLines.ts";

/** Cached tokens are part of the input, reasoning tokens part of the output. null = not a usage record. */
export function toTokenUsage(raw: unknown): TokenUsage | null {
  const parsed = CodexUsage.safeParse(raw);
  if (!parsed.success) return null;
  const { input_tokens, cached_input_tokens, output_tokens, reasoning_output_tokens } = parsed.data;
  return {
    inputTokens: input_tokens,
    cachedInputTokens: cached_input_tokens,
    outputTokens: output_tokens,
    reasoningTokens: reasoning_output_tokens,
    totalTokens: input_tokens + output_tokens,
  };
}

/** What was added since `before`; a smaller total means that the thread began to count anew. */
export function usageSince(before: TokenUsage | null, totals: TokenUsage): TokenUsage {
  if (!before || totals.totalTokens < before.totalTokens) return totals;
  const inputTokens = Math.max(0, totals.inputTokens - before.inputTokens);
  const outputTokens = Math.max(0, totals.outputTokens - before.outputTokens);
  return {
    inputTokens,
    cachedInputTokens: Math.max(0, totals.cachedInputTokens - before.cachedInputTokens),
    outputTokens,
    reasoningTokens: Math.max(0, totals.reasoningTokens - before.reasoningTokens),
    totalTokens: inputTokens + outputTokens,
  };
}
