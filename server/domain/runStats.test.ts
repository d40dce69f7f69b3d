/** The numbers of a run: what counts, what is known, and that unknown is never shown as zero. */
import { expect, it } from "vitest";
import { emptyRunStats, foldTurn, type RunStats, toStatsView } from "./runStats.ts";

const usage = (totalTokens: number) => ({
  inputTokens: totalTokens,
  cachedInputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  totalTokens,
});
const fold = (turns: { tokens: number | null; counts?: boolean; ms?: number }[]): RunStats =>
  turns.reduce(
    (stats, { tokens, counts = true, ms = 10 }) =>
      foldTurn(stats, { usage: tokens === null ? null : usage(tokens), durationMs: ms, counts }),
    emptyRunStats,
  );

it.each([
  ["no turn", [], { turns: 0, tokens: 0, turnsUnknown: 0 }],
  ["known turns", [{ tokens: 3 }, { tokens: 4 }], { turns: 2, tokens: 7, turnsUnknown: 0 }],
  ["only unknown turns", [{ tokens: null }, { tokens: null }], { turns: 2, tokens: null, turnsUnknown: 2 }],
  ["some unknown", [{ tokens: 3 }, { tokens: null }], { turns: 2, tokens: 3, turnsUnknown: 1 }],
  ["a known zero", [{ tokens: 0 }], { turns: 1, tokens: 0, turnsUnknown: 0 }],
  ["a try that is repeated", [{ tokens: 5, counts: false }, { tokens: 2 }], { turns: 1, tokens: 7, turnsUnknown: 0 }],
  ["an unknown try that is repeated", [{ tokens: null, counts: false }], { turns: 0, tokens: 0, turnsUnknown: 0 }],
])("%s", (_, turns, expected) => {
  expect(toStatsView(fold(turns))).toMatchObject(expected);
});

it("every try takes its time, and lines that nobody compared are unknown", () => {
  const stats = fold([
    { tokens: 1, ms: 5, counts: false },
    { tokens: 1, ms: 7 },
  ]);
  expect(toStatsView({ ...stats, filesChanged: 2 })).toMatchObject({
    durationMs: 12,
    filesChanged: 2,
    linesAdded: null,
    linesRemoved: null,
  });
});
