/** Redis from the Debian packages, without root and without installing: fetched with apt into our own folders and unpacked there. */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { onPath } from "./onPath.ts";

const run = promisify(execFile);

/** The words in front of the server's arguments; its libraries are named to it alone, not to whatever starts it. */
export type RedisProgram = [command: string, ...args: string[]];

/** These must be the system's own: they belong to its loader. */
const FROM_THE_SYSTEM = /^(libc6|libgcc-s1|libcrypt1)$/;
const NAMES = ["redis-server", "redis-tools"];
const DEPTH_MAX = 6;

/** Own lists and caches: the system's may be missing, old, or locked by somebody else. */
function aptOptions(work: string): string[] {
  const options = {
    "Dir::State::lists": join(work, "lists"),
    "Dir::Cache": join(work, "cache"),
    "Debug::NoLocking": "1",
    "APT::Sandbox::User": "",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "20",
    "Acquire::https::Timeout": "20",
  };
  return Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}

/** The two packages and the libraries below them; a redis-server is a link into redis-tools, and neither says which libraries a machine lacks. */
async function packageNames(options: string[]): Promise<string[]> {
  const wanted = new Set(NAMES);
  let level = [...NAMES];
  for (let depth = 0; level.length > 0 && depth < DEPTH_MAX; depth += 1) {
    const { stdout } = await run("apt-cache", [...options, "depends", "--important", ...level]);
    const below = stdout
      .split("\n")
      .map((line) => /^\s*\|?(?:Pre)?Depends: ([a-z0-9.+-]+)/.exec(line)?.[1] ?? "")
      .filter((name) => /^(lib|lua)/.test(name) && !FROM_THE_SYSTEM.test(name) && !wanted.has(name));
    for (const name of below) wanted.add(name);
    level = [...new Set(below)];
  }
  return [...wanted];
}

/** The folders with libraries among the unpacked files: they differ between Debian, Ubuntu and architectures. */
function libraryFolders(folder: string): string {
  const found = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isDirectory() && /\.so(\.[\d.]+)?$/.test(entry.name)) found.add(entry.parentPath);
  }
  return [...found].join(":");
}

function unpacked(folder: string): RedisProgram | undefined {
  const command = join(folder, "usr", "bin", "redis-server");
  return existsSync(command) ? ["env", `LD_LIBRARY_PATH=${libraryFolders(folder)}`, command] : undefined;
}

/** Kept under `cacheDir` for every later start; undefined where there is no apt. */
export async function debianRedis(cacheDir: string, log: (line: string) => void): Promise<RedisProgram | undefined> {
  const folder = join(cacheDir, "debian");
  const kept = unpacked(folder);
  if (kept) return kept;
  if (!onPath("apt-get") || !onPath("apt-cache") || !onPath("dpkg-deb")) return undefined;
  log("no redis-server on PATH: fetching Debian's packages");
  const work = join(cacheDir, `fetch-${process.pid}`);
  const options = aptOptions(work);
  try {
    for (const part of ["lists/partial", "cache/archives/partial", "debs", "root"]) {
      mkdirSync(join(work, part), { recursive: true });
    }
    // One unreachable source among several is no reason to give up; a missing package shows below.
    await run("apt-get", [...options, "update"]).catch(() => undefined);
    const names = await packageNames(options);
    await run("apt-get", [...options, "download", ...names], { cwd: join(work, "debs") });
    for (const file of readdirSync(join(work, "debs"))) {
      await run("dpkg-deb", ["-x", join(work, "debs", file), join(work, "root")]);
    }
    // Another process may have been faster: its files are as good.
    if (!existsSync(folder)) renameSync(join(work, "root"), folder);
    return unpacked(folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
