/** The moment that spans of time are counted back from: it moves on in steps, and is the server's own at first. */
"use client";

import { useSyncExternalStore } from "react";
import { SINCE_STEP_MS } from "./runListParams.ts";

const LOOK_MS = 10_000; // a step is noticed soon after it

const stepOf = (at: number) => Math.floor(at / SINCE_STEP_MS) * SINCE_STEP_MS;

function watchSteps(onStep: () => void): () => void {
  const timer = setInterval(onStep, LOOK_MS);
  return () => clearInterval(timer);
}

export function useSinceStep(renderedAt: number): number {
  return useSyncExternalStore(
    watchSteps,
    () => stepOf(Date.now()),
    () => stepOf(renderedAt),
  );
}
