/** Where a project keeps what the agent reads and writes between turns: the harness folder and the epic folder in it. */
import { lstat, mkdir, realpath, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { isUnderRoots, isWithin } from "./workspaceRoots.ts";

export const HARNESS_NAME = ".cody-harness";

export type HarnessFolder = {
  harness: string;
  epic: string;
  /** False when neither place has one yet: the worker makes it before the first turn. */
  exists: boolean;
  /** True when the agent needs the harness folder beside its workspace. */
  outside: boolean;
};

type Where = { epicId: string; roots: string[] };

const refuse = (message: string) => new InvalidRequestError(message, [{ path: "config.workingDir", message }]);

/** The real path of a folder under the roots; null when there is nothing; `refused` says what is wrong with what is there. */
async function look(path: string, roots: string[]): Promise<{ real: string } | { refused: string } | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null) return (await lstat(path).catch(() => null)) ? { refused: `${path} leads nowhere` } : null;
  if (!(await isUnderRoots(real, roots))) return { refused: `${path} leads outside the allowed workspace roots` };
  const facts = await stat(real).catch(() => null);
  return facts?.isDirectory() ? { real } : { refused: `${path} is not a folder` };
}

/** `workingDir` is the project's folder, never a worktree of it. */
export async function findHarness(workingDir: string, { epicId, roots }: Where): Promise<HarnessFolder> {
  const own = join(workingDir, HARNESS_NAME);
  const inside = await look(own, roots);
  // Something unusable inside the project is said, not passed over: making one there would write through it.
  if (inside && "refused" in inside) throw refuse(inside.refused);
  const beside = inside ? null : await look(join(dirname(workingDir), HARNESS_NAME), roots);
  const found = inside ?? (beside && "real" in beside ? beside : null);
  const harness = found?.real ?? own;
  const epic = join(harness, epicId);
  const epicLook = found ? await look(epic, roots) : null;
  if (epicLook && "refused" in epicLook) throw refuse(epicLook.refused);
  return { harness, epic, exists: found !== null, outside: !isWithin(harness, workingDir) };
}

/** Makes what is missing. A harness folder of our own making keeps itself out of the project's commits. */
export async function makeHarness(workingDir: string, where: Where): Promise<HarnessFolder> {
  const found = await findHarness(workingDir, where);
  await mkdir(found.epic, { recursive: true });
  if (!found.exists)
    await writeFile(join(found.harness, ".gitignore"), "*\n", { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
      // Two runs of one project may make it at the same moment.
      if (error.code !== "EEXIST") throw error;
    });
  return { ...found, exists: true };
}
