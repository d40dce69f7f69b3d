/** One transaction of an owner: archive what is pending and move the row, or neither. Says whether it won. */
import type { Gap } from "#server/domain/run.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { database, type Prisma, type Transaction } from "./database.ts";
import { appendChunks, packEvents } from "./eventArchive.ts";
import { withoutNul } from "./withoutNul.ts";
import { recordNow } from "./recordClock.ts";

export type RowPatch = Omit<Prisma.RunUncheckedUpdateManyInput, "runAfter" | "archivedTo" | "rev" | "updatedAt">;

export type Commit = {
  events: RunEvent[];
  patch?: RowPatch;
  /** Only if no command came since this revision of the row's controls. */
  controlRev?: number;
  /** Due this many ms from now, by Postgres's clock. */
  dueInMs?: number;
  /** Numbers that are given up before these events. */
  gap?: Gap;
  /** More writes of the same transaction. */
  also?: (tx: Transaction) => Promise<void>;
};
export type CommitResult = "won" | "control" | "superseded";

export async function commitRun(
  owner: { runId: string; claim: number; archivedTo: number },
  commit: Commit,
): Promise<CommitResult> {
  const to = commit.events.at(-1)?.seq ?? commit.gap?.to ?? owner.archivedTo;
  const chunks = await packEvents(commit.events);
  const won = await database().$transaction(async (tx) => {
    const { count } = await tx.run.updateMany({
      where: {
        id: owner.runId,
        claim: owner.claim,
        archivedTo: owner.archivedTo,
        ...(commit.controlRev === undefined ? {} : { controlRev: commit.controlRev }),
      },
      data: { ...withoutNul(commit.patch), archivedTo: to, rev: { increment: 1 }, updatedAt: recordNow() },
    });
    if (count === 0) return false;
    if (commit.gap) await appendGap(tx, owner.runId, commit.gap);
    await appendChunks(tx, owner.runId, chunks);
    if (commit.dueInMs !== undefined)
      await tx.$executeRaw`
        UPDATE run SET run_after = now() + ${commit.dueInMs} * interval '1 millisecond' WHERE id = ${owner.runId}`;
    await commit.also?.(tx);
    return true;
  });
  return won ? "won" : whyLost(owner, to);
}

/** A lost answer at COMMIT looks like a loss when the write is repeated: the row tells which it was. */
async function whyLost(owner: { runId: string; claim: number; archivedTo: number }, to: number): Promise<CommitResult> {
  const row = await database().run.findUnique({
    where: { id: owner.runId },
    select: { claim: true, archivedTo: true },
  });
  if (!row || row.claim !== owner.claim) return "superseded";
  if (to > owner.archivedTo && row.archivedTo === to) return "won";
  return row.archivedTo === owner.archivedTo ? "control" : "superseded";
}

async function appendGap(tx: Transaction, runId: string, gap: Gap): Promise<void> {
  await tx.gap.create({ data: { runId, fromSeq: gap.from, toSeq: gap.to, reason: gap.reason } });
}
