/** What a soak notes while it goes on. */

export type SoakSample = {
  at: number;
  /** Of the web process; null = it could not be read. */
  heapAfterGc: number | null;
  rss: number | null;
  fds: number | null;
  /** Of web and worker. */
  redis: number | null;
  postgres: number | null;
  /** Viewers that are connected at that moment. */
  open: number;
};

export type SoakCounts = {
  opened: number;
  left: number;
  /** Of those that left, how many broke the connection off. */
  brokenOff: number;
  /** Answers that no viewer may get, by what they were. */
  refused: Record<string, number>;
};

export type SoakEvidence = {
  startedAt: number;
  endedAt: number;
  /** While viewers come and go. */
  samples: SoakSample[];
  /** Nobody is connected: before the first came, and after the last has left. */
  rest: { before: SoakSample; after: SoakSample };
  counts: SoakCounts;
  /** The web process died, or was another one at the end. */
  restarts: number;
};
