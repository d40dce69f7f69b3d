import { expect, test } from "vitest";
import { RunConfig, StartBody } from "#server/domain/runConfig.ts";
import { toPreviewBody, toShortBody, toStartBody } from "./startBody.ts";
import { startDefaults, type StartValues } from "./startValues.ts";
import { toTerminalCommand } from "./terminalCommand.ts";

const values: StartValues = { ...startDefaults, mission: "Fix the flaky tests\nthen stop", workingDir: " /srv/app " };
const everything: StartValues = {
  ...values,
  epicId: "E1",
  name: "N",
  project: "P",
  labels: ["a"],
  beginnings: { ...startDefaults.beginnings, labels: " b " },
  references: ["plan.md"],
  watch: ["src/**"],
  unwatched: ["dist/**"],
  model: "m",
  reasoning: "high",
  sandbox: "read-only",
  approval: "on-request",
  thread: "resume",
  on: { check: true, pattern: true, maxTurns: true, wallSec: true, turnSec: true },
  maxTurns: "7",
  loopDelaySec: "0",
  pattern: "DONE",
  scanTailLines: "9",
  check: "npm test",
  checkSec: "2m",
  checkStop: "false",
  wallSec: "1.5h",
  turnSec: "30",
  onTurnFailure: "continue",
  priority: "3",
  prompt: "mine",
  parentRun: "r_1",
  env: [
    { name: "A", value: "secret", plain: true, gone: false },
    { name: " ", value: "dropped", plain: true, gone: false },
  ],
};

test("a form with only a mission and a folder is a start with exactly the server's defaults", () => {
  const body = StartBody.parse(toStartBody(values));
  expect(body.epicId).toBe("fix-the-flaky-tests");
  expect(body.config).toEqual(RunConfig.parse({ workingDir: "/srv/app", mission: values.mission }));
});

test("every field reaches the body", () => {
  const body = StartBody.parse(toStartBody(everything, { clearStopFile: true }));
  expect(body).toMatchObject({
    epicId: "E1",
    config: {
      name: "N",
      project: "P",
      labels: ["a", "b"],
      references: ["plan.md"],
      watch: { include: ["src/**"], exclude: ["dist/**"] },
      model: "m",
      reasoning: "high",
      sandbox: "read-only",
      approval: "on-request",
      thread: "resume",
      maxTurns: 7,
      loopDelaySec: 0,
      completion: { pattern: "DONE", scanTailLines: 9 },
      check: { command: "npm test", timeoutSec: 120, stop: false },
      limits: { wallSec: 5_400, turnSec: 30 },
      onTurnFailure: "continue",
      priority: 3,
      prompt: "mine",
      parentRun: "r_1",
      env: { A: "secret" },
      plainEnv: ["A"],
      clearStopFile: true,
    },
  });
});

test("a condition that is off is null, whatever is still typed for it", () => {
  const off = { check: false, pattern: false, maxTurns: false, wallSec: false, turnSec: false };
  const { config } = StartBody.parse(toStartBody({ ...everything, on: off }));
  expect(config).toMatchObject({
    check: null,
    completion: { pattern: null },
    maxTurns: null,
    limits: { wallSec: null, turnSec: null },
  });
});

test("by hand one writes only what is not the default, and no secret", () => {
  expect(toShortBody({ ...values, reasoning: "high" })).toEqual({
    epicId: "fix-the-flaky-tests",
    config: { workingDir: "/srv/app", mission: values.mission, reasoning: "high" },
  });
  expect(JSON.stringify(toShortBody(everything))).not.toContain("secret");
});

test("what is written by hand is the same start", () => {
  const written = { ...everything, env: [] };
  expect(StartBody.parse(toShortBody(written))).toEqual(StartBody.parse(toStartBody(written)));
});

test("a quote in the mission ends no quoting of the shell", () => {
  const command = toTerminalCommand({ ...values, mission: "it's done; $(rm)" }, "http://127.0.0.1:3000");
  expect(command).toContain(`"mission": "it'\\''s done; $(rm)"`);
  expect(command.startsWith("curl -sS http://127.0.0.1:3000/api/runs/continuous \\\n")).toBe(true);
});

test("the preview is asked without anything that it does not depend on", () => {
  const asked = toPreviewBody(toStartBody({ ...everything, pattern: "(" }));
  expect(StartBody.safeParse(asked).success).toBe(true);
  expect(JSON.stringify(asked)).not.toContain("secret");
});
