import { expect, it } from "vitest";
import type { Gap } from "#server/domain/run.ts";
import { toGapSentence } from "./gapSentence.ts";

it.each<[Gap, string]>([
  [{ from: 1, to: 1_203, reason: "retention" }, "Events 1 to 1,203 are gone: they are kept no longer."],
  [{ from: 19, to: 1_040, reason: "redis_lost" }, "Events 19 to 1,040 are gone: Redis lost what there was of them."],
  [{ from: 7, to: 7, reason: "of tomorrow" as "retention" }, "Event 7 is gone: of tomorrow."],
])("%j is told as: %s", (gap, sentence) => {
  expect(toGapSentence(gap)).toBe(sentence);
});
