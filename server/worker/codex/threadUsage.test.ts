import { describe, expect, it } from "vitest";
import { toTokenUsage, usageSince } from "./threadUsage.ts";

const usage = (...[input, cached, output, reasoning]: [number, number, number, number]) => ({
  inputTokens: input,
  cachedInputTokens: cached,
  outputTokens: output,
  reasoningTokens: reasoning,
  totalTokens: input + output,
});

describe("the usage of a turn", () => {
  it("is the whole total in a fresh thread", () => {
    expect(usageSince(null, usage(100, 10, 20, 5))).toEqual(usage(100, 10, 20, 5));
  });

  it("is what the thread added when it was resumed", () => {
    expect(usageSince(usage(100, 10, 20, 5), usage(350, 40, 60, 15))).toEqual(usage(250, 30, 40, 10));
  });

  it("is the whole total again when the thread began to count anew", () => {
    expect(usageSince(usage(350, 40, 60, 15), usage(50, 0, 10, 0))).toEqual(usage(50, 0, 10, 0));
  });

  it("is never negative in any of its parts", () => {
    expect(usageSince(usage(100, 90, 20, 5), usage(150, 80, 10, 1))).toEqual(usage(50, 0, 0, 0));
  });
});

describe("a usage record of Codex", () => {
  it("counts cached tokens within the input and reasoning tokens within the output", () => {
    expect(
      toTokenUsage({ input_tokens: 10, cached_input_tokens: 4, output_tokens: 6, reasoning_output_tokens: 5, more: 1 }),
    ).toEqual(usage(10, 4, 6, 5));
  });

  it("may come from an older version without the details", () => {
    expect(toTokenUsage({ input_tokens: 10, output_tokens: 6 })).toEqual(usage(10, 0, 6, 0));
  });

  it.each([
    [null],
    [undefined],
    ["12"],
    [{}],
    [{ input_tokens: -1, output_tokens: 2 }],
    [{ input_tokens: 1.5, output_tokens: 2 }],
  ])("is unknown, not zero, when it is %j", (raw) => expect(toTokenUsage(raw)).toBeNull());
});
