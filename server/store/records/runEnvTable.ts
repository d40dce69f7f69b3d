/** Env values of a run, sealed with AES-256-GCM: they leave the database only towards the child of a turn. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { ENV_KEEP_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { database, type Transaction } from "./database.ts";

const IV_BYTES = 12; // what GCM is defined for
const TAG_BYTES = 16;

/** CODI_SECRET_KEY, or a key file of this installation that only its user may read. */
async function sealingKey(): Promise<Buffer> {
  const given = env().CODI_SECRET_KEY;
  if (given) return createHash("sha256").update(given).digest();
  const folder = env().CODI_DATA_DIR;
  const path = join(folder, "secret.key");
  await mkdir(folder, { recursive: true });
  // "wx": two processes that make it at the same time agree on the first one's.
  await writeFile(path, randomBytes(32).toString("hex"), { mode: 0o600, flag: "wx" }).catch(() => undefined);
  return createHash("sha256")
    .update((await readFile(path, "utf8")).trim())
    .digest();
}

export async function insertRunEnv(tx: Transaction, runId: string, values: Record<string, string>): Promise<void> {
  if (Object.keys(values).length === 0) return;
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", await sealingKey(), iv).setAAD(Buffer.from(runId));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(values), "utf8"), cipher.final()]);
  await tx.runEnv.create({ data: { runId, sealed: Buffer.concat([iv, cipher.getAuthTag(), sealed]) } });
}

export async function findRunEnv(runId: string): Promise<Record<string, string>> {
  const row = await database().runEnv.findUnique({ where: { runId } });
  if (!row) return {};
  const text = unseal(runId, Buffer.from(row.sealed), await sealingKey());
  return z.record(z.string(), z.string()).parse(JSON.parse(text));
}

function unseal(runId: string, sealed: Buffer, key: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES))
    .setAAD(Buffer.from(runId))
    .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Error("The env of the run cannot be opened: it was sealed with another secret key.", { cause });
  }
}

export async function deleteOldRunEnv(): Promise<number> {
  return database().$executeRaw`
    DELETE FROM run_env USING run WHERE run.id = run_env.run_id
      AND run.settled_at < now() - ${ENV_KEEP_MS} * interval '1 millisecond'`;
}
