/** Where a moment stands in its turn's column: wall time, except that a long wait is shown shorter, with a break. */
import type { Piece } from "./turnBlocks.ts";

const SHORTEST_CAP_MS = 2_000; // below that everything is drawn as long as it was

/** A wait is drawn at most as long as the turns are on average. */
export function waitCap(turnMs: readonly number[]): number {
  const sum = turnMs.reduce((total, ms) => total + ms, 0);
  return Math.max(SHORTEST_CAP_MS, turnMs.length > 0 ? sum / turnMs.length : 0);
}

export type ColumnScale = {
  /** How wide the column is, beside the others: milliseconds that are drawn. */
  weight: number;
  /** 0 to 1 within the column. */
  at(time: number): number;
  /** Where waits were shortened, 0 to 1. */
  breaks: readonly number[];
  /** Stretches that are drawn as long as they were. */
  true: readonly { from: number; to: number }[];
};

/** The pieces follow each other without holes. */
export function toColumnScale(pieces: readonly Piece[], cap: number): ColumnScale {
  let weight = 0;
  const placed = pieces.map(({ from, to, waits }) => {
    const before = weight;
    const shown = waits ? Math.min(to - from, cap) : to - from;
    weight += shown;
    return { from, to, shown, before, isShort: shown < to - from };
  });
  const whole = Math.max(weight, 1);
  return {
    weight: whole,
    at(time) {
      const piece = placed.findLast((one) => one.from <= time);
      if (!piece) return 0;
      const part = Math.min(1, (time - piece.from) / (piece.to - piece.from));
      return (piece.before + part * piece.shown) / whole;
    },
    breaks: placed.filter((piece) => piece.isShort).map((piece) => (piece.before + piece.shown / 2) / whole),
    true: placed.filter((piece) => !piece.isShort).map(({ from, to }) => ({ from, to })),
  };
}

/**
 * What the browser makes of columns that grow with their weights and have a least width: those that would be smaller
 * get it, the others share the rest. Labels are placed by this; the columns themselves are laid out by CSS.
 */
export function spread(weights: readonly number[], room: { width: number; least: number }): number[] {
  const small = new Set<number>();
  for (;;) {
    let left = room.width - small.size * room.least;
    let sum = 0;
    for (const [index, weight] of weights.entries()) if (!small.has(index)) sum += weight;
    const share = sum > 0 ? Math.max(0, left) / sum : 0;
    const before = small.size;
    for (const [index, weight] of weights.entries()) if (weight * share < room.least) small.add(index);
    if (small.size === before || small.size === weights.length) {
      left = room.width - small.size * room.least;
      return weights.map((weight, index) => (small.has(index) ? room.least : weight * share));
    }
  }
}
