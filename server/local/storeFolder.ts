/** The folder of an embedded store: its password and its last port, both kept between starts and readable by the owner only. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "./freePort.ts";

/** Hex, so that it stands in a URL and in a configuration file as it is. */
export function keptPassword(folder: string): string {
  const file = join(folder, "password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

export function keptPort(folder: string): number {
  try {
    return Number(readFileSync(join(folder, "port"), "utf8")) || 0;
  } catch {
    return 0;
  }
}

/** The last port again where possible: a client that was left over then fails with a wrong password at worst. */
export async function choosePort(folder: string): Promise<number> {
  const port = await freePort(keptPort(folder));
  writeFileSync(join(folder, "port"), String(port));
  return port;
}

/** Where the folder really lies, or will: links are followed in the part of the path that exists. */
function placeOf(folder: string): string {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  return realpathSync(existing);
}

/** Creates the data folder and proves that it can be written, before anything half-made lies in it. */
export function ensureDataDir(dataDir: string): void {
  try {
    // Node 20 never comes back from a recursive mkdir in there.
    if (/^\/(proc|sys)(\/|$)/.test(placeOf(dataDir))) throw new Error("it is the system's own, not a disk");
    mkdirSync(join(dataDir, "logs"), { recursive: true });
    mkdirSync(join(dataDir, "processes"), { recursive: true });
    writeFileSync(join(dataDir, "processes", ".writable"), "");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Codi cannot write to its data folder ${dataDir} (${reason}).\n` +
        `Make it writable, or name another folder with CODI_DATA_DIR.`,
    );
  }
}
