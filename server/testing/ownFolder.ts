/** A folder of its own for what one run of tests starts; what killed runs had left is removed on the way. */
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";

export type OwnFolder = { path: string; remove(): Promise<void> };

/** Beside the tools' caches: in the checkout as the product's own data is, because Codex warns of a home in the temporary folder. */
const cache = join(process.cwd(), "node_modules", ".cache", "codi");

/** Where a fetched Redis is kept for all of them. */
export const redisCacheDir = join(cache, "redis");

export async function ownFolder(): Promise<OwnFolder> {
  await mkdir(cache, { recursive: true });
  await removeAbandoned();
  const path = await mkdtemp(join(cache, `test-${process.pid}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A run that was killed could not remove its folder; its stores ended with it. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(cache)) {
    const pid = Number(/^test-(\d+)-/.exec(name)?.[1] ?? process.pid);
    if (!isAlive(pid)) await rm(join(cache, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
