/** Makes sure that node_modules is what package-lock.json says, before anything from it is imported. Node built-ins only. */
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withFileLock } from "./fileLock.mjs";
import { npmCi } from "./npmCi.mjs";

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Install, generate and build write into the checkout: one process at a time. */
export const checkoutLock = join(projectRoot, "dist", "start.lock");

const OLDEST_NODE = [20, 19];

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(`Codi needs Node ${OLDEST_NODE.join(".")} or newer; this is Node ${process.versions.node}.`);
}

/** @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }> | undefined} */
function packagesOf(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(join(projectRoot, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Versions are compared, not times: a checkout sets every file's time anew. npm writes its own list as its last step. */
export function isInstalled() {
  const wanted = packagesOf("package-lock.json") ?? {};
  const present = packagesOf("node_modules/.package-lock.json");
  if (!present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = present[path];
    if (found) return found.version === entry.version;
    return Boolean(entry.optional ?? entry.devOptional ?? entry.peer);
  });
}

/**
 * Installs when something is missing or differs; says what it does through `log`.
 * @param {{ log: (line: string) => void }} options
 * @returns {Promise<boolean>} whether it had to install
 */
export async function ensureInstalled({ log }) {
  checkNode();
  if (isInstalled()) return false;
  try {
    mkdirSync(dirname(checkoutLock), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Codi cannot write to its own folder ${projectRoot}: ${reason}`);
  }
  return withFileLock(
    checkoutLock,
    (pid) => log(`waiting for the start with pid ${pid} in this checkout`),
    async () => {
      if (isInstalled()) return false;
      log("npm ci (the first time this takes a minute or two)");
      await npmCi({ cwd: projectRoot, log });
      return true;
    },
  );
}
