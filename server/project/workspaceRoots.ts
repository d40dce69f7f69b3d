/** Which folders of this machine a run may work in: every path is resolved first, so that a link leads nowhere else. */
import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { env } from "#server/env.ts";

const FIELD = "config.workingDir";

/** Holds the demo's throw-away repositories. */
export const demoRoot = () => join(env().CODI_DATA_DIR, "demo");

/** The operator's folders, and the demo's. */
export function allowedRoots(): string[] {
  return [...env().CODI_WORKSPACE_ROOTS, demoRoot()];
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Roots are compared as real paths too: /tmp is a link on macOS. A root that does not exist allows nothing. */
export async function isUnderRoots(realPath: string, roots: string[]): Promise<boolean> {
  for (const root of roots) {
    const real = await realpath(root).catch(() => null);
    if (real !== null && isWithin(realPath, real)) return true;
  }
  return false;
}

export async function resolveWorkspace(path: string, roots: string[]): Promise<string> {
  const refuse = (message: string) => new InvalidRequestError(`${FIELD} ${message}`, [{ path: FIELD, message }]);
  const real = await realpath(path).catch(() => null);
  // Roots before existence: the answer tells nobody what lies outside them.
  if (real === null || !(await isUnderRoots(real, roots)))
    throw refuse("must be an existing folder under the allowed workspace roots");
  const facts = await stat(real).catch(() => null);
  if (!facts?.isDirectory()) throw refuse("must be a folder");
  return real;
}
