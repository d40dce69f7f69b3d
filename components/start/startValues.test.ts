import { expect, test } from "vitest";
import { StartBody } from "#server/domain/runConfig.ts";
import {
  startDefaults,
  toEpicId,
  toFieldErrors,
  toMissing,
  toOuterRoots,
  toPrefill,
  toStartBody,
} from "./startValues.ts";

const values = { ...startDefaults, mission: "Fix the flaky tests\nthen stop", workingDir: " /srv/app " };

test("a form with only a mission and a folder is a valid start with the server's defaults", () => {
  const body = StartBody.parse(toStartBody(values));
  expect(body.epicId).toBe("fix-the-flaky-tests");
  expect(body.config).toMatchObject({
    workingDir: "/srv/app",
    maxTurns: 25,
    loopDelaySec: 5,
    check: null,
    labels: [],
    env: {},
    clearStopFile: false,
  });
});

test("every field reaches the body", () => {
  const body = StartBody.parse(
    toStartBody(
      {
        ...values,
        epicId: "E1",
        name: "N",
        project: "P",
        labels: "a, b ,,",
        model: "m",
        reasoning: "high",
        sandbox: "read-only",
        approval: "on-request",
        thread: "resume",
        maxTurns: "",
        loopDelaySec: "0",
        pattern: "DONE",
        check: "npm test",
        wallSec: "60",
        turnSec: "30",
        prompt: "mine",
        env: [
          { name: "A", value: "1" },
          { name: " ", value: "dropped" },
        ],
      },
      { clearStopFile: true },
    ),
  );
  expect(body).toMatchObject({
    epicId: "E1",
    config: {
      name: "N",
      project: "P",
      labels: ["a", "b"],
      model: "m",
      reasoning: "high",
      sandbox: "read-only",
      approval: "on-request",
      thread: "resume",
      maxTurns: null,
      loopDelaySec: 0,
      completion: { pattern: "DONE" },
      check: { command: "npm test" },
      limits: { wallSec: 60, turnSec: 30 },
      prompt: "mine",
      env: { A: "1" },
      clearStopFile: true,
    },
  });
});

test("an epic is named by the mission's first line, and always has a name", () => {
  expect(toEpicId("  Über-Fix: 50 % faster!\nrest")).toBe("u-ber-fix-50-faster");
  expect(toEpicId("???")).toBe("epic");
  expect(toEpicId("x".repeat(200))).toHaveLength(48);
});

test("a refusal stands at its field, also when it names a part of it", () => {
  const { at, elsewhere } = toFieldErrors([
    { path: "config.workingDir", message: "must be an absolute path" },
    { path: "config.completion.pattern", message: "is not a valid pattern: missing )" },
    { path: "config.env.CODI_X", message: "CODI_ names are Codi's own" },
    { path: "config.limits.wallSec", message: "too small" },
    { path: "config.nope", message: "is not a known field" },
  ]);
  expect(at).toEqual({
    workingDir: "Must be an absolute path",
    pattern: "Is not a valid pattern: missing )",
    env: "CODI_X: CODI_ names are Codi's own",
    wallSec: "Too small",
  });
  expect(elsewhere).toEqual([{ path: "config.nope", message: "is not a known field" }]);
});

test("an untouched form lacks its mission and its folder, and blanks are no answer", () => {
  for (const empty of [startDefaults, { ...startDefaults, mission: " \n", workingDir: "  " }])
    expect(toFieldErrors(toMissing(empty)).at).toEqual({
      mission: "Say what should be true in the end",
      workingDir: "Name the folder that the run works in",
    });
  expect(toMissing(values)).toEqual([]);
});

test("allowed folders are said once, without those that lie in another", () => {
  expect(toOuterRoots(["/home/a", "/home/a", "/home/a/.codi/demo", "/home/ab"])).toEqual(["/home/a", "/home/ab"]);
  expect(toOuterRoots(["/", "/srv"])).toEqual(["/"]);
});

test("an address fills known texts and nothing else", () => {
  expect(toPrefill({ workingDir: "/x", mission: ["a", "b"], env: "A=1", nonsense: "y", maxTurns: "3" })).toEqual({
    workingDir: "/x",
    maxTurns: "3",
  });
});
