import { describe, expect, test } from "vitest";
import type { LaneSpan, LaneTry } from "./lanesState.ts";
import { toBars, toStrip } from "./laneBars.ts";
import { toColumnScale } from "./recorderScale.ts";
import type { RecorderTurn } from "./recorderTurns.ts";
import { addTimes, noTimes, toBlocks, toPieces } from "./turnBlocks.ts";

const span = (
  kind: LaneSpan["kind"],
  [from, to]: [from: number, to: number | null],
  failed: boolean | null = false,
): LaneSpan => ({
  id: `${kind} ${from}`,
  kind,
  text: "",
  from,
  to,
  failed,
});
const tryOf = (from: number, to: number | null, spans: LaneSpan[] = []): LaneTry => ({
  try: 1,
  from,
  to,
  late: false,
  state: to === null ? "running" : "completed",
  spans,
});
const turnOf = (tries: LaneTry[], more: Partial<RecorderTurn> = {}): RecorderTurn => ({
  turn: 1,
  waitFrom: 0,
  from: tries[0]?.from ?? 0,
  to: tries.at(-1)?.to ?? null,
  state: "completed",
  broke: false,
  tries,
  tokens: null,
  ...more,
});
const blocksOf = (turn: RecorderTurn, end = 0) => toBlocks(toPieces(turn, end));
const brief = (turn: RecorderTurn, end = 0) => blocksOf(turn, end).map(({ look, from, to }) => [look, from, to]);

describe("the blocks of a turn", () => {
  test("are the wait before it, its commands and tests, and the model for the rest", () => {
    const turn = turnOf([tryOf(10, 100, [span("command", [20, 30]), span("test", [60, 80], true)])]);
    expect(brief(turn)).toEqual([
      ["wait", 0, 10],
      ["model", 10, 20],
      ["command", 20, 30],
      ["model", 30, 60],
      ["failed", 60, 80],
      ["model", 80, 100],
    ]);
  });

  test("count what runs at the same time once, a test before a command", () => {
    const turn = turnOf([
      tryOf(0, 100, [span("command", [10, 50]), span("command", [20, 40]), span("test", [30, 60])]),
    ]);
    expect(brief(turn)).toEqual([
      ["model", 0, 10],
      ["command", 10, 30],
      ["passed", 30, 60],
      ["model", 60, 100],
    ]);
  });

  test("go on until now while it runs, and a test without an end is neither passed nor failed", () => {
    const turn = turnOf([tryOf(10, null, [span("test", [40, null], null)])]);
    expect(brief(turn, 90)).toEqual([
      ["wait", 0, 10],
      ["model", 10, 40],
      ["pending", 40, 90],
    ]);
  });

  test("wait between two tries", () => {
    expect(brief(turnOf([tryOf(10, 30), tryOf(50, 80)]))).toEqual([
      ["wait", 0, 10],
      ["model", 10, 30],
      ["wait", 30, 50],
      ["model", 50, 80],
    ]);
  });

  test("show a command that took no time", () => {
    expect(brief(turnOf([tryOf(0, 100, [span("command", [20, 20])])]))).toContainEqual(["command", 20, 21]);
    expect(brief(turnOf([tryOf(0, 100, [span("command", [100, 100])])]))).toContainEqual(["command", 99, 100]);
  });

  test("are unknown where the events are not here", () => {
    expect(brief(turnOf([], { from: 10, to: 40 }))).toEqual([
      ["wait", 0, 10],
      ["unknown", 10, 40],
    ]);
  });

  test("follow each other without holes, and their times add up to the whole", () => {
    const spans = Array.from({ length: 40 }, (_, index) => {
      const from = 10 + ((index * 37) % 180);
      return span(index % 3 === 0 ? "test" : "command", [from, from + (index % 7) * 5]);
    });
    const blocks = blocksOf(turnOf([tryOf(10, 120, spans), tryOf(140, 220, spans)]));
    for (const [index, block] of blocks.entries()) expect(block.from).toBe(index === 0 ? 0 : blocks[index - 1]?.to);
    const { wait, model, commands, tests, unknown } = addTimes(noTimes, blocks);
    expect(wait + model + commands + tests + unknown).toBe(220);
    expect(wait).toBe(30);
  });
});

describe("bars", () => {
  const busy = Array.from({ length: 3_000 }, (_, index) => span("command", [index * 10, index * 10 + 5]));
  const turn = turnOf([tryOf(0, 30_000, busy)]);
  const pieces = toPieces(turn, 0);
  const scale = toColumnScale(pieces, 1_000);

  test("stay as few as can be told apart, however much a turn did", () => {
    expect(toBars(toBlocks(pieces), scale, 64).length).toBeLessThanOrEqual(2 * 64);
    expect(toStrip(toBlocks(pieces), scale, 64).length).toBeLessThanOrEqual(64);
  });

  test("stay within their column and do not lose a failing test among passing ones", () => {
    const tests = busy.map((one, index) => ({ ...one, kind: "test" as const, failed: index === 1_500 }));
    const failing = turnOf([tryOf(0, 30_000, tests)]);
    for (const bars of [toBars, toStrip].map((draw) => draw(blocksOf(failing), scale, 64))) {
      expect(bars.filter((bar) => bar.look === "failed")).toHaveLength(1);
      for (const bar of bars) expect(bar.x >= 0 && bar.x + bar.width <= 1.000001).toBe(true);
    }
  });
});
