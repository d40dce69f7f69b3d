/** What a viewer of a run and the door that it uses tell each other. */

/** What a viewer knows and writes down; `last` is the last seq that it has seen, or was told is gone. */
export type Reader = {
  baseUrl: string;
  runId: string;
  last(): number;
  take(event: { seq: number; type: string }): void;
  passGap(gap: { from: number; to: number }): void;
  refused(answer: number): void;
};

/** Follows until it is over, or until the signal. */
export type Follow = (reader: Reader, stays: AbortSignal) => Promise<"done" | "left">;
