import { expect, test } from "vitest";
import { toFieldErrors } from "./startErrors.ts";
import { startDefaults, toEpicId, toMissing, toOuterRoots, type StartValues } from "./startValues.ts";

const values: StartValues = { ...startDefaults, mission: "Fix the flaky tests", workingDir: "/srv/app" };
const missing = (changes: Partial<StartValues>) => toFieldErrors(toMissing({ ...values, ...changes })).at;
const on = (changes: Partial<StartValues["on"]>) => ({ on: { ...startDefaults.on, ...changes } });

test("an epic is named by the mission's first line, and always has a name", () => {
  expect(toEpicId("  Über-Fix: 50 % faster!\nrest")).toBe("u-ber-fix-50-faster");
  expect(toEpicId("???")).toBe("epic");
  expect(toEpicId("x".repeat(200))).toHaveLength(48);
});

test("an untouched form lacks its mission and its folder, and blanks are no answer", () => {
  for (const empty of [startDefaults, { ...startDefaults, mission: " \n", workingDir: "  " }])
    expect(toFieldErrors(toMissing(empty)).at).toEqual({
      mission: "Say what should be true in the end",
      workingDir: "Name the folder that the run works in",
    });
  expect(missing({})).toEqual({});
});

test("a condition that is on needs its value: an emptied limit is a question, not no limit", () => {
  expect(Object.keys(missing({ ...on({ check: true, pattern: true, wallSec: true }), wallSec: "h" }))).toEqual([
    "check",
    "pattern",
    "wallSec",
  ]);
  for (const maxTurns of ["", "0", "-1", "many"])
    expect(missing({ maxTurns }).maxTurns).toMatch(/take the condition away/);
  expect(missing({ ...on({ maxTurns: false }), maxTurns: "" })).toEqual({});
});

test("a variable whose value is gone is asked for, one that is empty on purpose is not", () => {
  const row = { name: "TOKEN", value: "", plain: false };
  expect(missing({ env: [{ ...row, gone: true }] }).env).toMatch(/^TOKEN has lost its value/);
  expect(missing({ env: [{ ...row, gone: false }] })).toEqual({});
  expect(missing({ env: [{ ...row, value: "again", gone: true }] })).toEqual({});
});

test("allowed folders are said once, without those that lie in another", () => {
  expect(toOuterRoots(["/home/a", "/home/a", "/home/a/.codi/demo", "/home/ab"])).toEqual(["/home/a", "/home/ab"]);
  expect(toOuterRoots(["/", "/srv"])).toEqual(["/"]);
});
