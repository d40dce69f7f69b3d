/** What a reported file change left on disk: its size and sha256, for paths inside the workspace that the run watches. */
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import picomatch from "picomatch";
import type { RunConfig } from "#server/domain/runConfig.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";

export type FileChange = { path: string; kind: "written" | "deleted" };

export type FileScope = { turn: number; workingDir: string; watch: RunConfig["watch"] };

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A path with its links resolved, also when its last parts do not exist (any more). */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}

/** Relative to the workspace, or null for what lies outside it or is not watched. */
export async function watchedPath(path: string, scope: FileScope): Promise<string | null> {
  const inner = relative(scope.workingDir, await realPathOf(resolve(scope.workingDir, path)));
  if (!isInside(scope.workingDir, join(scope.workingDir, inner))) return null;
  const matches = (globs: string[]) => globs.some((glob) => picomatch.isMatch(inner, glob, { dot: true }));
  return matches(scope.watch.include) && !matches(scope.watch.exclude) ? inner : null;
}

/** Size and hash of the same bytes; null when there is no regular file to read (a pipe would block for ever). */
async function readFacts(path: string): Promise<{ bytes: number; sha256: string } | null> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
  } catch {
    return null;
  }
  try {
    if (!(await file.stat()).isFile()) return null;
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    return { bytes, sha256: hash.digest("hex") };
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

export type FileEvent = Extract<RunEventBody, { type: "file_written" | "file_deleted" }>;

/** A written file that is gone again counts as deleted; a deleted one that is back, as written. */
export async function toFileEvents(changes: FileChange[], scope: FileScope): Promise<FileEvent[]> {
  const events: FileEvent[] = [];
  for (const change of changes) {
    const path = await watchedPath(change.path, scope);
    if (path === null) continue;
    const facts = await readFacts(join(scope.workingDir, path));
    if (facts) events.push({ type: "file_written", turn: scope.turn, path, ...facts });
    else events.push({ type: "file_deleted", turn: scope.turn, path });
  }
  return events;
}
