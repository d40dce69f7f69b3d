/** The folders below the allowed roots, one level at a time, for choosing where to work: names of folders, never of files. */
import type { Dir } from "node:fs";
import { lstat, opendir, realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { FolderEntry, FolderList } from "#server/domain/folderList.ts";
import { FOLDERS_LIST_MAX, FOLDERS_LOOK_MAX } from "#server/domain/limits.ts";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { isWithin, resolveWorkspace } from "./workspaceRoots.ts";

type Bounds = { list: number; look: number };
const BOUNDS: Bounds = { list: FOLDERS_LIST_MAX, look: FOLDERS_LOOK_MAX };

/** Without a path: the roots themselves. A path that leads out is refused like one that does not exist. */
export async function listFolders(
  path: string | null,
  { roots, bounds = BOUNDS }: { roots: string[]; bounds?: Bounds },
): Promise<FolderList> {
  const outer = await realRoots(roots);
  if (path === null) {
    const folders = await Promise.all(outer.map((root) => toEntry(root, root)));
    return { path: null, parent: null, folders, truncated: false };
  }
  const real = await resolveWorkspace(path, roots);
  const { paths, complete } = await readFolder(real, { outer, look: bounds.look });
  const sorted = [...paths].sort(([a], [b]) => compareNames(a, b));
  const shown = sorted.slice(0, bounds.list);
  return {
    path: real,
    parent: outer.includes(real) ? null : dirname(real),
    folders: await Promise.all(shown.map(([name, place]) => toEntry(name, place))),
    truncated: !complete || sorted.length > shown.length,
  };
}

/** Real paths, each once, without those that lie in another. */
async function realRoots(roots: string[]): Promise<string[]> {
  const found = await Promise.all(roots.map((root) => realpath(root).catch(() => null)));
  const unique = [...new Set(found.filter((root) => root !== null))];
  return unique.filter((root) => !unique.some((other) => other !== root && isWithin(root, other))).sort();
}

async function readFolder(
  folder: string,
  { outer, look }: { outer: string[]; look: number },
): Promise<{ paths: Map<string, string>; complete: boolean }> {
  const paths = new Map<string, string>();
  let looked = 0;
  for await (const entry of await open(folder)) {
    if (++looked > look) return { paths, complete: false };
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.set(entry.name, path);
    else if (entry.isSymbolicLink()) {
      const target = await toFolderWithin(path, outer);
      if (target) paths.set(entry.name, target);
    }
  }
  return { paths, complete: true };
}

async function open(folder: string): Promise<Dir> {
  return opendir(folder).catch(() => {
    const message = "must be a folder that Codi may read";
    throw new InvalidRequestError(`config.workingDir ${message}`, [{ path: "config.workingDir", message }]);
  });
}

/** Where a link leads, when that is a folder one may work in. */
async function toFolderWithin(link: string, outer: string[]): Promise<string | null> {
  const real = await realpath(link).catch(() => null);
  if (real === null || !outer.some((root) => isWithin(real, root))) return null;
  const facts = await stat(real).catch(() => null);
  return facts?.isDirectory() ? real : null;
}

/** A worktree's `.git` is a file. */
async function toEntry(name: string, path: string): Promise<FolderEntry> {
  const git = await lstat(join(path, ".git")).catch(() => null);
  return { name: name || basename(path), path, isRepository: git !== null };
}

/** Hidden folders last; numbers in names count as numbers. */
function compareNames(a: string, b: string): number {
  const hidden = Number(a.startsWith(".")) - Number(b.startsWith("."));
  return hidden || a.localeCompare(b, "en", { numeric: true, sensitivity: "base" }) || (a < b ? -1 : 1);
}
