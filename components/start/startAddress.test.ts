import { expect, test } from "vitest";
import { toAddress, toAddressKey, toPrefill } from "./startAddress.ts";
import { startDefaults, type StartValues } from "./startValues.ts";

/** An address as Next hands it to a page. */
function paramsOf(address: string): Record<string, string | string[]> {
  const search = new URL(address, "http://codi").searchParams;
  const several = (key: string) => (search.getAll(key).length > 1 ? search.getAll(key) : (search.get(key) ?? ""));
  return Object.fromEntries([...search.keys()].map((key) => [key, several(key)]));
}

const changed: StartValues = {
  ...startDefaults,
  mission: "Fix & finish\nall of it = 100 %",
  workingDir: "/srv/my app",
  sandbox: "read-only",
  labels: ["a", "b"],
  references: ["one,two.md"],
  on: { check: true, pattern: false, maxTurns: false, wallSec: true, turnSec: false },
  check: "npm test",
  pattern: "typed and off",
  wallSec: "90m",
};

test("an address fills known texts and nothing else", () => {
  expect(toPrefill({ workingDir: "/x", mission: ["a", "b"], nonsense: "y", maxTurns: "3", name: "" })).toEqual({
    workingDir: "/x",
    maxTurns: "3",
    on: { maxTurns: true },
  });
});

test("what is typed comes back through its address, conditions that are off as off", () => {
  const { on, ...prefill } = toPrefill(paramsOf(toAddress(changed)));
  const { pattern: _, ...kept } = changed;
  expect({ ...startDefaults, ...prefill, on: { ...startDefaults.on, ...on } }).toEqual({ ...kept, pattern: "" });
});

test("an untouched form has the bare address", () => {
  expect(toAddress(startDefaults)).toBe("/runs/new");
});

test("a value of a variable is never in an address, and its name asks for it again", () => {
  const address = toAddress({
    ...startDefaults,
    env: [{ name: "TOKEN", value: "s3cret", plain: false, gone: false }],
  });
  expect(address).not.toContain("s3cret");
  expect(toPrefill(paramsOf(address)).env).toEqual([{ name: "TOKEN", value: "", plain: false, gone: true }]);
  expect(toPrefill({ env: "A=1" }).env).toBeUndefined();
});

test("what is typed into a list and not added is in the address too", () => {
  const beginnings = { ...startDefaults.beginnings, labels: " last " };
  expect(toPrefill(paramsOf(toAddress({ ...startDefaults, labels: ["a"], beginnings }))).labels).toEqual(["a", "last"]);
});

test("seconds of an address read as somebody would type them", () => {
  expect(toPrefill({ wallSec: "21600", turnSec: "90", checkSec: "5m" })).toMatchObject({
    wallSec: "6h",
    turnSec: "90s",
    checkSec: "5m",
  });
});

test("an address that names only a run is filled from it; one that says more says all", () => {
  const run = { labels: ["old"], workingDir: "/old", parentRun: "r_1" };
  expect(toPrefill({ from: "7" }, run)).toEqual(run);
  expect(toPrefill({ from: "7", workingDir: "/new" }, run)).toEqual({ workingDir: "/new", parentRun: "r_1" });
  expect(toPrefill({ from: "7" })).toEqual({});
});

test("the name of an address does not depend on the order of its parts", () => {
  expect(toAddressKey({ a: "1", b: ["2", "3"] })).toBe(toAddressKey({ b: ["2", "3"], a: "1" }));
  expect(toAddressKey({})).toBe("");
});
