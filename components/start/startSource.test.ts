import { expect, test } from "vitest";
import { StartBody, toPublicConfig, type StartBodyInput } from "#server/domain/runConfig.ts";
import { toStartBody } from "./startBody.ts";
import { fromRun, toSource } from "./startSource.ts";
import { startDefaults } from "./startValues.ts";

/** A run's config through the form and back. */
function again(input: StartBodyInput): StartBody {
  const { epicId, config } = StartBody.parse(input);
  const { on, ...prefill } = fromRun({ runId: "r_1", epicId, config: toPublicConfig(config) });
  return StartBody.parse(toStartBody({ ...startDefaults, ...prefill, on: { ...startDefaults.on, ...on } }));
}

test("a run that is filled in and started again is the same run, with its parent", () => {
  const config: StartBodyInput["config"] = {
    workingDir: "/srv/app",
    mission: "Do it",
    prompt: "mine",
    references: ["a.md"],
    model: "m",
    reasoning: "low",
    approval: "untrusted",
    sandbox: "danger-full-access",
    loopDelaySec: 0,
    maxTurns: null,
    completion: { pattern: "DONE", scanTailLines: -1 },
    watch: { include: ["src/**"], exclude: ["dist/**"] },
    profile: "demo",
    project: "P",
    name: "N",
    labels: ["l"],
    thread: "resume",
    limits: { wallSec: 61, turnSec: 3_600 },
    check: { command: "npm test", timeoutSec: 90, stop: false },
    onTurnFailure: "continue",
    priority: -2,
  };
  const first = StartBody.parse({ epicId: "E", config });
  expect(again({ epicId: "E", config })).toEqual({ ...first, config: { ...first.config, parentRun: "r_1" } });
  const plain = { epicId: "E", config: { workingDir: "/srv/app", mission: "Do it" } };
  expect(again(plain).config).toEqual({ ...StartBody.parse(plain).config, parentRun: "r_1" });
});

test("variables come as names whose values are asked for", () => {
  const { config } = StartBody.parse({
    epicId: "E",
    config: { workingDir: "/x", env: { A: "1", B: "2" }, plainEnv: ["B"] },
  });
  expect(fromRun({ runId: "r_1", epicId: "E", config: toPublicConfig(config) }).env).toEqual([
    { name: "A", value: "", plain: false, gone: true },
    { name: "B", value: "", plain: true, gone: true },
  ]);
});

test("the pace of a run is the time of its turns, and unknown before the first", () => {
  const stats = { turns: 4, tokens: 0, turnsUnknown: 0, filesChanged: 0, linesAdded: null, linesRemoved: null };
  const run = { number: 1, runId: "r_1", name: "N" };
  expect(toSource({ ...run, stats: { ...stats, durationMs: 8_000 } }).turnMs).toBe(2_000);
  expect(toSource({ ...run, stats: { ...stats, turns: 0, durationMs: 0 } }).turnMs).toBeNull();
});
