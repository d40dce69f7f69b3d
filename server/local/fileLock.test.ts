/** The lock between processes: one holder, and a dead one does not count. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { releaseFileLock, takeFileLock, withFileLock } from "./fileLock.mjs";
import { identify } from "./processIdentity.mjs";

const root = mkdtempSync(join(tmpdir(), "codi-lock-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it("whoever comes second is told who holds it, and gets it after the release", () => {
  const path = join(root, "held", "lock");
  expect(takeFileLock(path, "here")).toBeUndefined();
  expect(takeFileLock(path)).toMatchObject({ pid: process.pid, note: "here" });
  releaseFileLock(path);
  expect(takeFileLock(path)).toBeUndefined();
});

it("the lock of a dead process, and of one whose pid was reused, is taken over", () => {
  const path = join(root, "stale");
  const dead = Number(execFileSync(process.execPath, ["-p", "process.pid"], { encoding: "utf8" }));
  for (const holder of [{ pid: dead, started: "then" }, { ...identify(process.pid), started: "then" }, "torn"]) {
    writeFileSync(path, JSON.stringify(holder));
    expect(takeFileLock(path)).toBeUndefined();
    releaseFileLock(path);
  }
});

it("work under one lock never overlaps, and a failure releases it", async () => {
  const path = join(root, "work");
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, (inside += 1));
    await new Promise(setImmediate);
    inside -= 1;
  };
  const waited: number[] = [];
  const one = () => withFileLock(path, (pid) => waited.push(pid), work);
  await Promise.all([one(), one(), one()]);
  expect(most).toBe(1);
  expect(waited).toEqual([process.pid, process.pid]);
  await expect(
    withFileLock(
      path,
      () => undefined,
      () => Promise.reject(new Error("no")),
    ),
  ).rejects.toThrow("no");
  expect(existsSync(path)).toBe(false);
});
