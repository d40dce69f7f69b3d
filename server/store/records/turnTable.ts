/** Turns: one row a try, written by the run's holder alone. */
import type { RunFailure, TokenUsage } from "#server/domain/run.ts";
import type { Outcome } from "#server/domain/outcome.ts";
import { Prisma, type Transaction } from "./database.ts";
import { withoutNul } from "./withoutNul.ts";

export type StartedTurn = {
  id: string;
  runId: string;
  number: number;
  try: number;
  claim: number;
  workerId: string;
  profile: string;
  account: string | null;
  authKind: string | null;
  harness: string;
  promptSource: string;
  promptOverride: boolean;
  promptHash: string;
  promptBytes: number;
  cliVersion: string | null;
  threadId: string | null;
  pid: number | null;
  startedAt: Date;
};

/** Once, also when the write is repeated because its answer got lost. */
export async function insertTurn(tx: Transaction, turn: StartedTurn): Promise<void> {
  await tx.turn.createMany({ data: [turn], skipDuplicates: true });
}

export type EndedTurn = {
  status: "completed" | "failed";
  pid: number | null;
  cliVersion: string | null;
  endedAt: Date;
  /** null = unknown: whoever ends the turn of a dead worker cannot know. */
  durationMs: number | null;
  exitCode: number | null;
  signal: string | null;
  error: RunFailure | null;
  usage: TokenUsage | null;
  usageRaw: unknown;
  threadId: string | null;
  lastMessage: string | null;
  outcome: Outcome | null;
  checkExitCode: number | null;
};

export async function endTurn(tx: Transaction, turnId: string, ended: EndedTurn): Promise<void> {
  const end = withoutNul(ended); // an agent prints what it likes
  await tx.turn.updateMany({
    where: { id: turnId, status: "running" },
    data: {
      ...end,
      error: end.error ?? Prisma.DbNull,
      usage: end.usage ?? Prisma.DbNull,
      usageRaw: end.usageRaw ?? Prisma.DbNull,
    },
  });
}

/**
 * Prompts are stored by content: equal ones once. One that is there already is locked by the update, so that nobody
 * takes it away before the turn that names it is there, too.
 */
export async function insertPrompt(
  tx: Transaction,
  prompt: { sha256: string; text: string; bytes: number },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO prompt (sha256, text, bytes) VALUES (${prompt.sha256}, ${prompt.text}, ${prompt.bytes})
    ON CONFLICT (sha256) DO UPDATE SET bytes = EXCLUDED.bytes`;
}
