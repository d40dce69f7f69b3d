/** The prompt of the turn that is looked at, or of the last one. */
"use client";

import type { TurnView } from "#server/domain/run.ts";
import { PromptTab } from "./PromptTab.tsx";
import { usePrompt } from "./usePrompt.ts";

export function PromptPanel(props: {
  runId: string;
  turns: TurnView[];
  scope: number | null;
  onScope: (turn: number | null) => void;
}) {
  const turn = props.scope ?? props.turns.at(-1)?.turn ?? null;
  return <PromptTab turns={props.turns} turn={turn} answer={usePrompt(props.runId, turn)} onTurn={props.onScope} />;
}
