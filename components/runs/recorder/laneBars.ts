/** Blocks as bars of the five lanes: what is too close together to be told apart is one bar, so that a turn stays a few elements. */
import { laneOf, type Block, type Lane, type Look } from "./turnBlocks.ts";
import type { ColumnScale } from "./recorderScale.ts";

/** Parts of the column, 0 to 1. */
export type Bar = { look: Look; lane: Lane; x: number; width: number };

const GAP_PX = 1.5; // a narrower gap cannot be seen

/** `px` is about how wide the column is. */
export function toBars(blocks: readonly Block[], scale: ColumnScale, px: number): Bar[] {
  const bars: Bar[] = [];
  const last = new Map<Lane, Bar>();
  for (const { look, from, to } of blocks) {
    const x = scale.at(from);
    const bar: Bar = { look, lane: laneOf[look], x, width: Math.max(0, scale.at(to) - x) };
    const before = last.get(bar.lane);
    if (before && before.look === look && (x - before.x - before.width) * px < GAP_PX)
      before.width = x + bar.width - before.x;
    else {
      bars.push(bar);
      last.set(bar.lane, bar);
    }
  }
  return bars;
}

/** For the compound bar: in order, none on top of another, and none narrower than can be seen except within its neighbour. */
export function toStrip(blocks: readonly Block[], scale: ColumnScale, px: number): Bar[] {
  const bars: Bar[] = [];
  for (const { look, from, to } of blocks) {
    const x = scale.at(from);
    const width = Math.max(0, scale.at(to) - x);
    const before = bars.at(-1);
    const swallowed = width * px < 1 && look !== "failed";
    if (before && (before.look === look || swallowed)) before.width = x + width - before.x;
    else bars.push({ look, lane: laneOf[look], x, width });
  }
  return bars;
}
