/** What a killed supervisor left behind: ended here, parts before the services they use, before anything is started anew. */
import { mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LeashRecord } from "./leash.mjs";
import { LEFTOVER_END_MS } from "#server/domain/limits.ts";
import { isAlive, signal } from "./processIdentity.mjs";

export const recordDirOf = (dataDir: string): string => join(dataDir, "processes");

function readRecord(file: string): LeashRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LeashRecord;
  } catch {
    return undefined;
  }
}

/** The record of a process whose owner lives: it may be used, and must not be ended, by somebody else. */
export function findOwned(dataDir: string, name: string): LeashRecord | undefined {
  const record = readRecord(join(recordDirOf(dataDir), `${name}.json`));
  return record && isAlive(record.owner) && isAlive(record.child) ? record : undefined;
}

async function endOne(record: LeashRecord): Promise<void> {
  const deadline = Date.now() + LEFTOVER_END_MS;
  const gone = () => !isAlive(record.leash) && !isAlive(record.child);
  if (isAlive(record.leash)) signal(record.leash.pid, "SIGTERM");
  else if (record.child && isAlive(record.child)) signal(record.child.pid, record.stopSignal);
  while (!gone() && Date.now() < deadline) await sleep(50);
  if (record.child && isAlive(record.child)) signal(-record.child.pid, "SIGKILL");
  if (isAlive(record.leash)) signal(record.leash.pid, "SIGKILL");
  while (!gone()) await sleep(50);
}

/** Ends every recorded process whose owner is dead, of one kind after the other; returns the names of those that still ran. */
export async function endLeftovers(dataDir: string, names?: string[]): Promise<string[]> {
  const folder = recordDirOf(dataDir);
  mkdirSync(folder, { recursive: true });
  const ended: string[] = [];
  for (const kind of ["part", "service"] as const) {
    const records = readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => ({ file: join(folder, file), record: readRecord(join(folder, file)) }))
      .filter(({ record }) => record?.kind === kind && (!names || names.includes(record.name)));
    await Promise.all(
      records.map(async ({ file, record }) => {
        if (!record || isAlive(record.owner)) return;
        if (isAlive(record.leash) || isAlive(record.child)) ended.push(record.name);
        await endOne(record);
        rmSync(file, { force: true });
      }),
    );
  }
  return ended;
}
