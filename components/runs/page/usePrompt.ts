/** The prompt of a turn. It never changes: it is asked for once, when it is looked at. */
"use client";

import { useQuery } from "@tanstack/react-query";
import { toCallError } from "#components/shell/callError.ts";
import { useTRPC } from "#components/shell/trpc.ts";
import type { PromptAnswer } from "./PromptTab.tsx";

export function usePrompt(runId: string, turn: number | null): PromptAnswer {
  const trpc = useTRPC();
  const prompt = useQuery(
    trpc.runs.prompt.queryOptions({ runId, turn: turn ?? 1 }, { enabled: turn !== null, staleTime: Infinity }),
  );
  if (prompt.isError)
    return {
      state: "failed",
      error: toCallError(prompt.error),
      retry: () => void prompt.refetch(),
      retrying: prompt.isFetching,
    };
  return prompt.data === undefined ? { state: "loading" } : { state: "here", prompt: prompt.data };
}
