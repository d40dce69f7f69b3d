/** The Postgres of one machine: the given one, or the embedded one with its own port, folder and password. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { LEFTOVER_END_MS } from "#server/domain/limits.ts";
import { findOwned } from "./leftovers.ts";
import { type RunAs, giveTo, postgresBinaries, postgresRunsAs } from "./postgresProgram.ts";
import { identify, signal } from "./processIdentity.mjs";
import { type StartServices, type StartedStore, notOurs, startStore } from "./startStore.ts";
import { keptPassword, keptPort } from "./storeFolder.ts";

const run = promisify(execFile);
const USER = "codi";
const DATABASE = "codi";
const CONNECTIONS = 200; // web, four workers and a psql use 60; the tests use more
const OLDEST = 140_000; // of the features that our SQL needs

async function ask<T>(url: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return await question(client);
  } finally {
    await client.end();
  }
}

const versionNumber = (url: string): Promise<number> =>
  ask(url, async (client) => {
    const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
    return Number(rows[0]?.server_version_num);
  });

async function checkGiven(url: string): Promise<StartedStore> {
  const version = await versionNumber(url).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    throw new Error(
      `DATABASE_URL: that Postgres does not answer (${reason}). Start it, or unset DATABASE_URL for an embedded one.`,
    );
  });
  if (version < OLDEST) throw new Error(`DATABASE_URL: Postgres ${version / 10_000} is too old; Codi needs 14.`);
  return notOurs(url, `Postgres ${Math.floor(version / 10_000)} from DATABASE_URL`);
}

/** initdb into a folder beside: a start that is killed in it leaves nothing that looks like a database. */
async function initialise(folder: string, binaries: string, runAs: RunAs): Promise<void> {
  const unfinished = join(folder, "unfinished");
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  giveTo(unfinished, runAs);
  const passwordFile = join(folder, "password.initdb");
  writeFileSync(passwordFile, keptPassword(folder), { mode: 0o600 });
  giveTo(passwordFile, runAs);
  const [command = "", ...args] = [
    ...runAs.prefix,
    join(binaries, "initdb"),
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The same order and the same case rules on every machine, whatever locales it has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
  try {
    await run(command, args, { cwd: folder, env: { ...process.env, LC_ALL: "C" }, uid: runAs.uid, gid: runAs.gid });
    renameSync(unfinished, join(folder, "data"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The embedded Postgres could not create its database in ${folder}: ${reason}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** A pid file without its server stops Postgres when the pid belongs to somebody else by now; a server without a leash is ended. */
async function clearPidFile(dataFolder: string): Promise<void> {
  const file = join(dataFolder, "postmaster.pid");
  if (!existsSync(file)) return;
  const [pidLine = "", folderLine = ""] = readFileSync(file, "utf8").split("\n");
  const identity = identify(Number(pidLine));
  if (identity && folderLine.trim() === dataFolder && isPostgres(identity.pid)) {
    signal(identity.pid, "SIGINT");
    const deadline = Date.now() + LEFTOVER_END_MS;
    while (identify(identity.pid)?.started === identity.started && Date.now() < deadline) await sleep(50);
  }
  rmSync(file, { force: true });
}

function isPostgres(pid: number): boolean {
  // Where there is no /proc the pid file is all there is, and Postgres itself looks at its shared memory.
  if (!existsSync(`/proc/${pid}/cmdline`)) return process.platform !== "linux";
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[0]?.endsWith("postgres") ?? false;
}

function argsFor(dataFolder: string, port: number): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    // A socket path over 107 bytes fails in deep folders.
    unix_socket_directories: "",
    max_connections: CONNECTIONS,
    fsync: "on",
    log_timezone: "UTC",
    timezone: "UTC",
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return ["-D", dataFolder, "-p", String(port), ...flags];
}

async function ensureDatabase(url: (database: string) => string): Promise<void> {
  await ask(url("postgres"), async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}

export async function startPostgres(options: StartServices): Promise<StartedStore> {
  return process.env.DATABASE_URL ? checkGiven(process.env.DATABASE_URL) : startEmbeddedPostgres(options);
}

export async function startEmbeddedPostgres(options: StartServices): Promise<StartedStore> {
  const folder = join(options.dataDir, "postgres");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const urlAt = (port: number, database: string) =>
    `postgresql://${USER}:${keptPassword(folder)}@127.0.0.1:${port}/${database}`;
  const owned = findOwned(options.dataDir, "postgres");
  if (owned) return notOurs(urlAt(keptPort(folder), DATABASE), `Postgres of the running pid ${owned.owner.pid}`);
  const binaries = await postgresBinaries();
  const runAs = await postgresRunsAs({ dataDir: options.dataDir, folder, binaries });
  const dataFolder = join(folder, "data");
  if (!existsSync(dataFolder)) {
    options.log("creating the database (once)");
    await initialise(folder, binaries, runAs);
  }
  await clearPidFile(dataFolder);
  const [command = "", ...prefix] = [...runAs.prefix, join(binaries, "postgres")];
  const { port, version, server } = await startStore({
    name: "postgres",
    folder,
    dataDir: options.dataDir,
    env: { ...process.env, LC_ALL: "C" },
    command,
    argsFor: (at) => [...prefix, ...argsFor(dataFolder, at)],
    probe: async (at) => String(Math.floor((await versionNumber(urlAt(at, "postgres"))) / 10_000)),
    // Fast: open transactions are rolled back and the files are in order. Immediate: the next start replays the log.
    stopSignal: "SIGINT",
    killSignal: "SIGQUIT",
    uid: runAs.uid,
    gid: runAs.gid,
  });
  await ensureDatabase((database) => urlAt(port, database));
  return { ...server, url: urlAt(port, DATABASE), what: `Postgres ${version} on port ${port}` };
}
