import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { followUsage } from "./liveUsage.ts";
import { findRollout } from "./rollout.ts";

const THREAD = "01a1f96e-9a53-7b83-be5e-6bc337e89080";
let codexHome: string;
let file: string;
beforeEach(async () => {
  codexHome = await mkdtemp(join(tmpdir(), "codi-rollout-"));
  file = join(codexHome, `sessions/2026/11/20/rollout-2026-11-20T10-00-00-${THREAD}.jsonl`);
  await mkdir(dirname(file), { recursive: true });
});
afterEach(() => rm(codexHome, { recursive: true, force: true }));

const usage = (input: number, output: number) => ({
  input_tokens: input,
  cached_input_tokens: 0,
  output_tokens: output,
  reasoning_output_tokens: 0,
});
const count = (input: number, output: number, rate_limits: unknown = null) =>
  `${JSON.stringify({
    timestamp: "2026-11-20T10:00:00.000Z",
    type: "event_msg",
    payload: {
      type: "token_count",
      info: { total_token_usage: usage(input, output), last_token_usage: usage(10, 2), model_context_window: 1_000 },
      rate_limits,
    },
  })}\n`;
const other = `${JSON.stringify({ type: "response_item", payload: { text: 'says "token_count"' } })}\n`;

describe("live usage", () => {
  it("is told after each answer, once, as what this turn has used so far", async () => {
    await writeFile(file, other + count(100, 20));
    const live = await followUsage({ codexHome, turn: 2, resumed: null, before: null });
    const told = {
      type: "token_usage",
      turn: 2,
      contextWindow: 1_000,
      last: expect.objectContaining({ totalTokens: 12 }) as unknown,
    };
    expect(await live.look(THREAD)).toEqual([{ ...told, inputTokens: 100, outputTokens: 20, totalTokens: 120 }]);
    expect(await live.look(THREAD)).toEqual([]);
    const half = count(150, 30);
    await appendFile(file, half.slice(0, 50));
    expect(await live.look(THREAD)).toEqual([]);
    await appendFile(file, half.slice(50));
    expect(await live.look(THREAD)).toEqual([{ ...told, inputTokens: 150, outputTokens: 30, totalTokens: 180 }]);
    await live.close();
  });

  it("of a resumed thread leaves out what was there before", async () => {
    await writeFile(file, count(100, 20));
    const before = { inputTokens: 100, cachedInputTokens: 0, outputTokens: 20, reasoningTokens: 0, totalTokens: 120 };
    const live = await followUsage({ codexHome, turn: 1, resumed: file, before });
    expect(await live.look(THREAD)).toEqual([]);
    await appendFile(file, count(130, 25));
    expect(await live.look(THREAD)).toMatchObject([{ inputTokens: 30, outputTokens: 5, totalTokens: 35 }]);
    await live.close();
  });

  it("brings the rate limits when they changed", async () => {
    const limits = (used: number) => ({
      primary: { used_percent: used, window_minutes: 300, resets_at: 1_800_000_000 },
      secondary: { used_percent: 3, window_minutes: 10_080, resets_at: null },
      credits: null,
      plan_type: "plus",
    });
    await writeFile(file, count(1, 1, limits(10)) + count(2, 1, limits(10)) + count(3, 1, limits(11)));
    const live = await followUsage({ codexHome, turn: 1, resumed: null, before: null });
    const events = await live.look(THREAD);
    expect(events.filter((event) => event.type === "rate_limits")).toEqual(
      [10, 11].map((usedPercent) => ({
        type: "rate_limits",
        turn: 1,
        windows: [
          { name: "5 hours", usedPercent, windowMinutes: 300, resetsAt: "2027-01-15T08:00:00.000Z" },
          { name: "week", usedPercent: 3, windowMinutes: 10_080, resetsAt: null },
        ],
        planType: "plus",
      })),
    );
    await live.close();
  });

  it("is silent without a rollout file, and when its lines are not as expected", async () => {
    const live = await followUsage({ codexHome, turn: 1, resumed: null, before: null });
    expect(await live.look("01a1f96e-0000-7000-8000-000000000000")).toEqual([]);
    await writeFile(file, '"token_count"\n{"payload":{"type":"token_count","info":7}}\n{"type":"token_count"\n');
    expect(await live.look(THREAD)).toEqual([]);
    await live.close();
  });
});

it("a thread's file is found in any day, newest first, and missing when it is gone", async () => {
  const old = join(codexHome, `sessions/2024/01/02/rollout-2024-01-02T10-00-00-${THREAD}.jsonl`);
  await mkdir(dirname(old), { recursive: true });
  await writeFile(old, "");
  expect(await findRollout(codexHome, THREAD)).toBe(old);
  expect(await findRollout(codexHome, THREAD, 1)).toBeNull();
  expect(await findRollout(join(codexHome, "nowhere"), THREAD)).toBeNull();
  expect(await findRollout(codexHome, "another")).toBeNull();
});
