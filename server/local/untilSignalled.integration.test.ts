/** A start with real stores and tiny parts, ended in every way that people and machines end things. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { freePort, isFree } from "./freePort.ts";
import type { LeashRecord } from "./leash.mjs";
import { isAlive } from "./processIdentity.mjs";

const root = mkdtempSync(join(tmpdir(), "codi-start-"));
const checkout = process.cwd();
const started: ChildProcess[] = [];
let starts = 0;
let dataDir: string;

/** Its end takes a moment; it notes whether its Redis answers until then. */
const WORKER = `
const { connect } = require("node:net"); const { writeFileSync } = require("node:fs");
const { port } = new URL(process.env.REDIS_URL);
process.on("SIGTERM", () => setTimeout(() => {
  const end = (found) => { writeFileSync(process.env.NOTE, found); process.exit(0); };
  connect(port, "127.0.0.1").on("connect", () => end("answers")).on("error", () => end("gone"));
}, 700));
writeFileSync(process.env.NOTE, "running");
setInterval(() => {}, 1e6);`;
const WEB = `require("node:http").createServer((_, answer) => answer.end("web")).listen(process.env.PORT, "127.0.0.1");`;
const STUBBORN = `process.on("SIGTERM", () => {}); require("node:fs").writeFileSync(process.env.NOTE, "running"); setInterval(() => {}, 1e6);`;

const source = (name: string) => JSON.stringify(join(checkout, "server/local", name));
const START = `
const { untilSignalled } = await import(${source("untilSignalled.ts")});
const { startServices } = await import(${source("services.ts")});
const { supervise } = await import(${source("supervise.ts")});
const { dataDir, redisCacheDir, port, stopMs, parts } = JSON.parse(process.argv[2]);
await untilSignalled(async ({ up, steps }) => {
  const services = await startServices({ dataDir, redisCacheDir, log: steps.say });
  up.push({ name: "stores", stop: services.stop, kill: services.kill });
  const env = { ...process.env, PORT: port, REDIS_URL: services.redisUrl, NOTE: dataDir + "/note" };
  for (const [name, code] of Object.entries(parts)) {
    const part = { name, command: process.execPath, args: ["-e", code], env, show: (line) => line };
    up.push({ name, ...supervise(part, { dataDir, stopMs, say: steps.say }) });
  }
  return "here";
});`;

type Run = { npm: ChildProcess; port: number; output: () => string; exited: Promise<number | null> };

async function npmStart(parts: Record<string, string>, stopMs = 3_000): Promise<Run> {
  const folder = join(root, `start-${starts}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "start.mts"), START);
  const port = await freePort();
  const redisCacheDir = join(checkout, "node_modules", ".cache", "codi", "redis");
  const options = JSON.stringify({ dataDir, redisCacheDir, port: String(port), stopMs, parts });
  writeFileSync(join(folder, "options.json"), options);
  const script = `exec node --import ${checkout}/node_modules/tsx/dist/loader.mjs start.mts "$(cat options.json)"`;
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", scripts: { start: script } }));
  const npm = spawn("npm", ["start"], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: "", REDIS_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(npm);
  let output = "";
  for (const stream of [npm.stdout, npm.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const exited = new Promise<number | null>((done) => npm.once("exit", done));
  await vi.waitFor(() => expect(output).toMatch(/Codi is ready/), 20_000);
  await vi.waitFor(() => {
    const up = records().flatMap(({ name, child }) => (isAlive(child) ? [name] : []));
    expect(up).toEqual(expect.arrayContaining(Object.keys(parts)));
    // Its code has run: it hears signals from here on.
    if (parts.worker) expect(readFileSync(join(dataDir, "note"), "utf8")).toBe("running");
  }, 10_000);
  return { npm, port, output: () => output, exited };
}

const records = (): LeashRecord[] =>
  readdirSync(join(dataDir, "processes"))
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(dataDir, "processes", file), "utf8")) as LeashRecord);

const record = (name: string): Required<LeashRecord> => {
  const found = records().find((one) => one.name === name);
  if (!found?.child) throw new Error(`${name} has no record`);
  return { ...found, child: found.child };
};

const living = (all: LeashRecord[]): string[] =>
  all.filter(({ child, leash }) => isAlive(child) || isAlive(leash)).map(({ name }) => name);

beforeEach(() => {
  starts += 1;
  dataDir = join(root, `data-${starts}`);
});
/** npm's end by SIGKILL is not passed on: a failed test's start is ended at its own pid, and its leashes do the rest. */
afterAll(async () => {
  for (let n = 1; n <= starts; n += 1) {
    dataDir = join(root, `data-${n}`);
    if (!existsSync(join(dataDir, "processes"))) continue;
    const all = records();
    for (const { owner } of all) if (isAlive(owner)) process.kill(owner.pid, "SIGKILL");
    await vi.waitFor(() => expect(living(all)).toEqual([]), 15_000);
  }
  for (const npm of started) npm.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true, maxRetries: 5 });
});

it.each(["SIGTERM", "SIGINT"] as const)(
  "%s to npm's pid ends everything within 10 s, stores last, exit code 0",
  async (name) => {
    const run = await npmStart({ web: WEB, worker: WORKER });
    await vi.waitFor(async () => expect(await (await fetch(`http://127.0.0.1:${run.port}`)).text()).toBe("web"), 5_000);
    const all = records();
    expect(living(all).sort()).toEqual(["postgres", "redis", "web", "worker"]);
    const from = Date.now();
    run.npm.kill(name);
    expect(await run.exited).toBe(0);
    expect(Date.now() - from).toBeLessThan(10_000);
    expect(living(all)).toEqual([]);
    expect(records()).toEqual([]);
    expect(await isFree(run.port, "127.0.0.1")).toBe(true);
    expect(readFileSync(join(dataDir, "note"), "utf8")).toBe("answers");
  },
);

it("when the supervisor is killed, the parts end first and the stores after them", async () => {
  const run = await npmStart({ web: WEB, worker: WORKER });
  const all = records();
  process.kill(record("web").owner.pid, "SIGKILL");
  await vi.waitFor(() => expect(living(all)).toEqual([]), 12_000);
  expect(readFileSync(join(dataDir, "note"), "utf8")).toBe("answers");
  expect(await isFree(run.port, "127.0.0.1")).toBe(true);
});

it("a part that crashed is started again, and the terminal says so", async () => {
  const run = await npmStart({ web: WEB, worker: WORKER });
  const { child } = record("web");
  process.kill(child.pid, "SIGKILL");
  await vi.waitFor(() => expect(record("web").child.pid).not.toBe(child.pid), 10_000);
  expect(run.output()).toMatch(/web: ended by itself \(SIGKILL\); starting it again in 0.5 s/);
  run.npm.kill("SIGTERM");
  expect(await run.exited).toBe(0);
});

it("a second, later signal ends what does not want to end", async () => {
  const run = await npmStart({ worker: STUBBORN }, 60_000);
  const all = records();
  const again = setInterval(() => run.npm.kill("SIGINT"), 400);
  try {
    expect(await run.exited).toBe(0);
  } finally {
    clearInterval(again);
  }
  expect(run.output()).toMatch(/Stopping at once/);
  expect(living(all)).toEqual([]);
  expect(existsSync(join(dataDir, "processes", "worker.json"))).toBe(false);
});

it("what a killed supervisor left is ended before the next start on the folder", async () => {
  const first = await npmStart({ worker: STUBBORN }, 60_000);
  const all = records();
  for (const { leash } of all) process.kill(leash.pid, "SIGKILL");
  process.kill(record("worker").owner.pid, "SIGKILL");
  await first.exited;
  expect(all.filter(({ child }) => isAlive(child))).toHaveLength(3);
  // The friendly signal would be waited for: this one ends nothing but its own.
  process.kill(record("worker").child.pid, "SIGKILL");
  const second = await npmStart({ web: WEB });
  expect(living(all)).toEqual([]);
  expect(second.output()).toMatch(/ended what a killed start had left: .*postgres/);
  second.npm.kill("SIGTERM");
  expect(await second.exited).toBe(0);
});
