/** The demo works only in its own throw-away project, which it makes a git repository. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { DEMO_PACKAGE_NAME } from "#server/project/demoFiles.ts";
import { startChild } from "#server/worker/process/childProcess.ts";

const Manifest = z.looseObject({ name: z.literal(DEMO_PACKAGE_NAME) });

export async function isDemoProject(folder: string): Promise<boolean> {
  try {
    return Manifest.safeParse(JSON.parse(await readFile(join(folder, "package.json"), "utf8"))).success;
  } catch {
    return false;
  }
}

/** Nothing of the machine's own git settings may run or sign here. */
const QUIET = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "commit.gpgSign=false"];
const AUTHOR = ["-c", "user.name=Codi", "-c", "user.email=codi@localhost"];

async function git(folder: string, args: string[], env: Record<string, string>): Promise<boolean> {
  const child = await startChild({
    command: "git",
    args: [...QUIET, ...AUTHOR, ...args],
    cwd: folder,
    env: { ...env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" },
    input: null,
  });
  for await (const _chunk of child.chunks);
  return (await child.ended).exitCode === 0;
}

/** Without git the demo works as well, so a machine without it is no reason to fail. */
export async function makeDemoRepository(folder: string, env: Record<string, string>): Promise<void> {
  if (await stat(join(folder, ".git")).catch(() => null)) return;
  try {
    const made =
      (await git(folder, ["init", "--quiet", "--initial-branch=main", "--template="], env)) &&
      (await git(folder, ["add", "--all"], env));
    if (made) await git(folder, ["commit", "--quiet", "--message=Prices, with two mistakes"], env);
  } catch {
    // SpawnError: there is no git.
  }
}
