/** The fields of `meta` and how they are spelt. */
import { expect, it } from "vitest";
import { someSnapshot } from "#server/testing/someRun.ts";
import { toMeta } from "./toMeta.ts";

it("spells null as null, and a completion line that was not found as nothing", () => {
  const meta = toMeta(someSnapshot());
  expect(meta).toMatchObject({
    status: "running",
    model: "null",
    reasoning: "null",
    approval: "never",
    sandbox: "workspace-write",
    loopDelaySec: "5",
    maxTurns: "25",
    pid: "null",
    workerId: "null",
    currentTurn: "1",
    "stats.turns": "0",
    "stats.tokens": "0",
    "completion.pattern": "null",
    "completion.scanTailLines": "40",
    "completion.detected": "false",
    "completion.line": "",
    "error.code": "null",
    "error.message": "null",
    "error.retryable": "null",
  });
});

it("spells what is known", () => {
  const error = { code: "worker_lost", message: "gone", retryable: false } as const;
  const stats = { ...someSnapshot().stats, tokens: null };
  expect(toMeta(someSnapshot({ error, pid: 42, stats, maxTurns: null }))).toMatchObject({
    pid: "42",
    maxTurns: "null",
    "stats.tokens": "null",
    "error.code": "worker_lost",
    "error.message": "gone",
    "error.retryable": "false",
  });
});

it("names env variables and never tells their values", () => {
  const { config } = toMeta(someSnapshot());
  expect(JSON.parse(config ?? "")).toMatchObject({ env: ["TOKEN"] });
  expect(config).not.toContain("not to be seen");
});
