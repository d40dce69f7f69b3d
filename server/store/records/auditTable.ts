/** The audit: who asked what of which run, and how it was answered. Append-only. */
import { randomUUID } from "node:crypto";
import type { Actor } from "#server/domain/actor.ts";
import { database, type Prisma, type Transaction } from "./database.ts";

export type AuditEntry = {
  actor: Actor;
  action: string;
  runId: string | null;
  detail: Record<string, unknown>;
  /** The status after it, or the error code it was refused with. */
  result: string;
};

export async function appendAudit(entry: AuditEntry, tx: Transaction = database()): Promise<void> {
  await tx.auditEntry.create({
    data: { ...entry, id: randomUUID(), detail: entry.detail as Prisma.InputJsonObject },
  });
}
