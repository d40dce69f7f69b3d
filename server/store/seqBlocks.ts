/** The numbers that a claim may give: reserved in Postgres block by block, ahead of their use. */
import { SEQ_BLOCK, SEQ_BLOCK_LASTS_MS, SEQ_BLOCKS_MAX } from "#server/domain/limits.ts";
import type { Lease } from "#server/store/live/runLease.ts";
import { reserveSeqs } from "#server/store/records/runClaim.ts";
import { untilDone } from "./untilDone.ts";

export type SeqBlocks = {
  /** Resolves once every number up to this one is reserved. */
  cover(seq: number): Promise<void>;
  /** False = `cover` has to wait. Asks for the next block in time, so that it seldom has to. */
  covers(seq: number): boolean;
};

export function createSeqBlocks(lease: Lease, options: { reservedTo: number; lost: AbortController }): SeqBlocks {
  const { lost } = options;
  let { reservedTo } = options;
  let size = SEQ_BLOCK;
  let askedAt = -Infinity;
  let reserving: Promise<void> | null = null;

  /** A log that grows fast asks for more at a time: each block is a write that waits for the archive's. */
  function nextSize(): number {
    const isFast = performance.now() - askedAt < SEQ_BLOCK_LASTS_MS;
    return isFast ? Math.min(size * 2, SEQ_BLOCK * SEQ_BLOCKS_MAX) : SEQ_BLOCK;
  }

  function reserve(): Promise<void> {
    if (reserving) return reserving;
    size = nextSize();
    askedAt = performance.now();
    const upTo = reservedTo + size;
    reserving = untilDone("reserve seqs", lost.signal, async () => {
      if (await reserveSeqs(lease, upTo)) reservedTo = upTo;
      else lost.abort(new Error("another claim holds the row"));
    }).finally(() => (reserving = null));
    return reserving;
  }

  return {
    async cover(seq) {
      while (seq > reservedTo) await reserve();
    },
    covers(seq) {
      if (reservedTo - seq < size / 2) void reserve().catch(() => undefined);
      return seq <= reservedTo;
    },
  };
}
