import { expect, test } from "vitest";
import type { FieldError } from "#server/domain/runErrors.ts";
import { checkStart } from "./checkStart.ts";
import { toStartBody } from "./startBody.ts";
import { toFieldErrors, toStanding } from "./startErrors.ts";
import { startDefaults, type StartValues } from "./startValues.ts";

const bodyOf = (changes: Partial<StartValues>) =>
  toStartBody({ ...startDefaults, mission: "m", workingDir: "/srv", ...changes });
const wrong = async (changes: Partial<StartValues>) => toFieldErrors(await checkStart(bodyOf(changes))).at;
const patternError = async (pattern: string) =>
  (await wrong({ pattern, on: { ...startDefaults.on, pattern: true } })).pattern;

test("a refusal stands at its field, also when it names a part of it", () => {
  const { at, elsewhere } = toFieldErrors([
    { path: "config.workingDir", message: "must be an absolute path" },
    { path: "config.check.command", message: "must not be empty" },
    { path: "config.check.timeoutSec", message: "must be at most 86400" },
    { path: "config.env.CODI_X", message: "CODI_ names are Codi's own" },
    { path: "config.labels.1", message: "must be at most 64 characters long" },
    { path: "config.nope", message: "is not a known field" },
  ]);
  expect(at).toEqual({
    workingDir: "Must be an absolute path",
    check: "Must not be empty",
    checkSec: "Must be at most 86400",
    env: "CODI_X: CODI_ names are Codi's own",
    labels: "Number 2: must be at most 64 characters long",
  });
  expect(elsewhere).toEqual([{ path: "config.nope", message: "is not a known field" }]);
});

test("the schema's phrases become words that say what to type", async () => {
  expect(
    await wrong({
      epicId: "a b",
      maxTurns: "1.5",
      loopDelaySec: "-1",
      priority: "1000",
      name: "x".repeat(300),
      sandbox: "none",
      checkSec: "",
      scanTailLines: "many",
      env: [{ name: "1A", value: "", plain: false, gone: false }],
    }),
  ).toEqual({
    epicId: "Must be 1 to 128 letters, digits, dots, dashes or underscores",
    maxTurns: "Must be a whole number",
    loopDelaySec: "Must be at least 0",
    priority: "Must be at most 100",
    name: "Must be at most 200 characters long",
    sandbox: "Is not one of the choices",
    scanTailLines: "Must be a number",
    env: "1A: is not the name of an environment variable",
  });
});

test.each([
  ["WEBHOOKS (DONE", "The group at character 10 is never closed. For a plain bracket write \\(."],
  ["[(] (a(b)", "The group at character 5 is never closed. For a plain bracket write \\(."],
  ["done)", "A ) closes no group. For a plain bracket write \\)."],
  ["[abc", "The set [abc is never closed. For a plain bracket write \\[."],
  ["*x", "Nothing stands before * that could repeat. For a plain one write \\*."],
  ["x\\", "A backslash stands at the end. For a plain one write \\\\."],
  ["\\y", "\\y means nothing here. For a plain backslash write \\\\."],
  ["a{2,1}", "This is not a pattern: invalid repeat count {2,1}"],
])("the pattern %j is refused in words", async (pattern, words) => {
  expect(await patternError(pattern)).toBe(words);
});

test("an error stays while something else is typed, and goes when its own field changes", () => {
  const fields: FieldError[] = [{ path: "config.completion.pattern", message: "is not a valid pattern" }];
  const on = { ...startDefaults.on, pattern: true };
  const checked = bodyOf({ pattern: "(", on });
  expect(toStanding(fields, checked, bodyOf({ pattern: "(", on, mission: "other" }))).toEqual(fields);
  expect(toStanding(fields, checked, bodyOf({ pattern: "(a", on }))).toEqual([]);
  expect(toStanding(fields, checked, bodyOf({ pattern: "(" }))).toEqual([]);
});
