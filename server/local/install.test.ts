/** What `npm ci` needs to find in the lock file on every system, wherever the file was written. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { isInstalled } from "./install.mjs";

type Entry = { version?: string; optional?: boolean; resolved?: string; optionalDependencies?: Record<string, string> };

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Entry> };

/** As Node looks it up: beside the package that asks, then in every folder above it. */
function isLocked(asking: string, name: string): boolean {
  for (let at = asking; ; at = at.slice(0, Math.max(at.lastIndexOf("/node_modules/"), 0))) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

it("the lock file names the packages of other systems too: without them `npm ci` refuses the file", () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter((name) => !isLocked(path, name)),
  );
  expect(missing).toEqual([]);
});

it("the lock file has a version for every package and no address of a registry", () => {
  const entries = Object.entries(packages).filter(([path]) => path !== "");
  expect(entries.filter(([, { version }]) => !version)).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved)).toEqual([]);
});

it("a checkout whose tests run has what its lock file says", () => {
  expect(isInstalled()).toBe(true);
});
