/** What rows of the transcript may ask the page for: a context, so that rows need not be drawn anew for it. */
"use client";

import { createContext, useContext } from "react";
import type { TurnView } from "#server/domain/run.ts";

export type ActivityActions = {
  turns: readonly TurnView[];
  onShowPrompt: (turn: number) => void;
  onOpenInLog: (seq: number) => void;
};

export const ActivityActionsContext = createContext<ActivityActions>({
  turns: [],
  onShowPrompt: () => undefined,
  onOpenInLog: () => undefined,
});

export const useActivityActions = () => useContext(ActivityActionsContext);
