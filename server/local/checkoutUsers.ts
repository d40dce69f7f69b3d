/** Who runs from this checkout's build: a copy whose files are replaced under it breaks, so nobody replaces them while it lives. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { identify, isAlive } from "./processIdentity.mjs";
import type { ProcessIdentity } from "./processIdentity.mjs";

type User = { process: ProcessIdentity; dataDir: string };

const folderOf = (projectRoot: string): string => join(projectRoot, "dist", "users");

/** Registers this process until the function that it returns is called. */
export function useCheckout(projectRoot: string, dataDir: string): () => void {
  const folder = folderOf(projectRoot);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}.json`);
  writeFileSync(file, JSON.stringify({ process: identify(process.pid), dataDir }));
  return () => rmSync(file, { force: true });
}

/** Another living copy; the files of dead ones are removed on the way. */
export function findOtherUser(projectRoot: string): User | undefined {
  const folder = folderOf(projectRoot);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const user = JSON.parse(readFileSync(file, "utf8")) as User;
    if (!isAlive(user.process)) rmSync(file, { force: true });
    else if (user.process.pid !== process.pid) return user;
  }
  return undefined;
}
