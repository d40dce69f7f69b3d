/** A first start that is stopped while it installs, in a checkout of its own with an npm that does not want to end. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { type ProcessIdentity, identify, isAlive } from "./processIdentity.mjs";

const root = mkdtempSync(join(tmpdir(), "codi-npm-ci-"));
const started: ChildProcess[] = [];

/** Ends at no signal, and neither does the install script that it runs. */
const NPM = `
const { spawn } = require("node:child_process"); const { writeFileSync, renameSync } = require("node:fs");
const stay = 'for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {}); setInterval(() => {}, 1e6);';
const script = spawn(process.execPath, ["-e", stay + 'process.send("up")'], { stdio: ["ignore", "ignore", "ignore", "ipc"] });
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => {});
script.on("message", () => {
  writeFileSync("pids.part", JSON.stringify([process.pid, script.pid])); renameSync("pids.part", "pids");
});`;

async function install(command: string) {
  const folder = mkdtempSync(join(root, "checkout-"));
  const local = join(folder, "server", "local");
  mkdirSync(local, { recursive: true });
  for (const file of ["start", "install", "npmCi", "fileLock", "processIdentity"]) {
    cpSync(join(process.cwd(), "server", "local", `${file}.mjs`), join(local, `${file}.mjs`));
  }
  writeFileSync(join(folder, "package-lock.json"), '{"packages":{"node_modules/absent":{"version":"1.0.0"}}}');
  writeFileSync(join(folder, "npm.js"), NPM);
  const start = spawn(process.execPath, [join(local, "start.mjs"), command], {
    env: { ...process.env, npm_execpath: join(folder, "npm.js"), npm_config_cache: join(folder, "cache") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(start);
  let output = "";
  for (const stream of [start.stdout, start.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((done) => start.once("exit", done));
  await vi.waitFor(() => expect(existsSync(join(folder, "pids"))).toBe(true), 10_000);
  const pids = JSON.parse(readFileSync(join(folder, "pids"), "utf8")) as number[];
  const children = pids.map((pid) => identify(pid)).filter((one): one is ProcessIdentity => one !== undefined);
  expect(children).toHaveLength(2);
  return { start, children, exited, output: () => output, lock: join(folder, "dist", "start.lock") };
}

afterAll(() => {
  for (const start of started) start.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

it.each(["SIGINT", "SIGTERM"] as const)("%s stops npm and what npm runs, soon, with exit code 0", async (name) => {
  const run = await install("start");
  const from = Date.now();
  run.start.kill(name);
  expect(await run.exited).toBe(0);
  expect(Date.now() - from).toBeLessThan(5_000);
  expect(run.output()).toMatch(/Stopping\n(.*\n)*.*Stopped\n/);
  await vi.waitFor(() => expect(run.children.filter((child) => isAlive(child))).toEqual([]), 2_000);
  expect(existsSync(run.lock)).toBe(false);
});

it("a second, later signal ends it at once", async () => {
  const run = await install("start");
  const from = Date.now();
  const again = setInterval(() => run.start.kill("SIGINT"), 100);
  try {
    expect(await run.exited).toBe(0);
  } finally {
    clearInterval(again);
  }
  expect(Date.now() - from).toBeGreaterThan(900);
  expect(Date.now() - from).toBeLessThan(1_900);
});

it("a build that was stopped while it installed has failed", async () => {
  const run = await install("build");
  run.start.kill("SIGTERM");
  expect(await run.exited).toBe(1);
  expect(run.output()).toMatch(/Stopped while npm ci was running/);
});
