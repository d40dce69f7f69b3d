/** A turn as blocks that follow each other without holes: each moment is a wait, the model, a command or a test run. */
import type { LaneSpan, LaneTry } from "./lanesState.ts";
import type { RecorderTurn } from "./recorderTurns.ts";

export type Look = "wait" | "model" | "command" | "passed" | "failed" | "pending" | "unknown";
export type Lane = "wait" | "model" | "commands" | "tests";

export type Block = { look: Look; from: number; to: number };

export const laneOf = {
  wait: "wait",
  model: "model",
  unknown: "model",
  command: "commands",
  passed: "tests",
  failed: "tests",
  pending: "tests",
} as const satisfies Record<Look, Lane>;

/** What happens at the same time is told by the first of these. */
const RANK = ["failed", "passed", "pending", "command"] as const satisfies Look[];
type Ranked = (typeof RANK)[number];

/** A stretch of waiting, or one in which the turn ran; `one` is null where its events are not here. */
export type Piece =
  { from: number; to: number; waits: true } | { from: number; to: number; waits: false; one: LaneTry | null };

/** From the end of the turn before to its own end, which for one that runs is `end`. */
export function toPieces(turn: RecorderTurn, end: number): Piece[] {
  const to = Math.max(turn.to ?? end, turn.from);
  const pieces: Piece[] = [{ from: turn.waitFrom, to: turn.from, waits: true }];
  if (turn.tries.length === 0) pieces.push({ from: turn.from, to, waits: false, one: null });
  let at = turn.from;
  for (const [index, one] of turn.tries.entries()) {
    const isLast = index === turn.tries.length - 1;
    const from = Math.min(Math.max(index === 0 ? turn.from : one.from, at), to);
    const until = isLast ? to : Math.min(Math.max(one.to ?? one.from, from), to);
    pieces.push({ from: at, to: from, waits: true }, { from, to: until, waits: false, one });
    at = until;
  }
  return pieces.filter((piece) => piece.to > piece.from);
}

export function toBlocks(pieces: readonly Piece[]): Block[] {
  const blocks: Block[] = [];
  for (const piece of pieces) {
    const { from, to } = piece;
    if (piece.waits) addBlock(blocks, { look: "wait", from, to });
    else if (piece.one) paintTry(blocks, piece.one, { from, to });
    else addBlock(blocks, { look: "unknown", from, to });
  }
  return blocks;
}

function paintTry(blocks: Block[], one: LaneTry, { from, to }: { from: number; to: number }): void {
  const edges = one.spans
    .flatMap((span) => {
      const look = lookOf(span);
      const start = clamp(span.from, from, to - 1);
      const stop = clamp(Math.max(span.to ?? to, start + 1), from, to); // what took no time is there all the same
      return start < stop
        ? [
            { at: start, look, step: 1 },
            { at: stop, look, step: -1 },
          ]
        : [];
    })
    .sort((a, b) => a.at - b.at);
  const open: Record<Ranked, number> = { failed: 0, passed: 0, pending: 0, command: 0 };
  let at = from;
  for (const edge of edges) {
    addBlock(blocks, { look: RANK.find((look) => open[look] > 0) ?? "model", from: at, to: edge.at });
    open[edge.look] += edge.step;
    at = edge.at;
  }
  addBlock(blocks, { look: RANK.find((look) => open[look] > 0) ?? "model", from: at, to });
}

function lookOf(span: LaneSpan): Ranked {
  if (span.kind === "command") return "command";
  return span.failed === null ? "pending" : span.failed ? "failed" : "passed";
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high));

function addBlock(blocks: Block[], block: Block): void {
  if (block.to <= block.from) return;
  const last = blocks.at(-1);
  if (last && last.look === block.look && last.to === block.from) blocks[blocks.length - 1] = { ...last, to: block.to };
  else blocks.push(block);
}

/** How long each lane was busy; unknown is time whose lane nobody knows. */
export type LaneTimes = Record<Lane, number> & { unknown: number };

export const noTimes: LaneTimes = { wait: 0, model: 0, commands: 0, tests: 0, unknown: 0 };

export function addTimes(times: LaneTimes, blocks: readonly Block[]): LaneTimes {
  const sum = { ...times };
  for (const { look, from, to } of blocks) sum[look === "unknown" ? "unknown" : laneOf[look]] += to - from;
  return sum;
}
