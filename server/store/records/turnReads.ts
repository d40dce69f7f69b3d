/** What is read of turns: the last try of each, the exact prompt one was given, and which one a run is in. */
import type { Outcome } from "#server/domain/outcome.ts";
import type { RunFailure, TokenUsage, TurnView } from "#server/domain/run.ts";
import { database } from "./database.ts";

export async function listTurns(runId: string): Promise<TurnView[]> {
  const rows = await database().turn.findMany({
    where: { runId, kind: "main" },
    orderBy: [{ number: "asc" }, { try: "desc" }],
    distinct: ["number"],
  });
  return rows.map((row) => ({
    turn: row.number,
    try: row.try,
    status: row.status as TurnView["status"],
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    durationMs: row.durationMs,
    exitCode: row.exitCode,
    signal: row.signal,
    error: row.error as unknown as RunFailure | null,
    usage: row.usage as unknown as TokenUsage | null,
    outcome: row.outcome as Outcome | null,
    promptBytes: row.promptBytes,
    promptHash: row.promptHash,
    threadId: row.threadId,
    cliVersion: row.cliVersion,
    lastMessage: row.lastMessage,
  }));
}

export async function findPrompt(
  runId: string,
  turn: number,
): Promise<{ text: string; bytes: number; hash: string } | null> {
  const row = await database().turn.findFirst({ where: { runId, number: turn }, orderBy: { try: "desc" } });
  const prompt = row && (await database().prompt.findUnique({ where: { sha256: row.promptHash } }));
  return prompt && { text: prompt.text, bytes: prompt.bytes, hash: prompt.sha256 };
}

/** By run: whether somebody holds it, and the id of its present or last turn. Runs that are not ours are left out. */
export async function listTurnsOf(runIds: string[]): Promise<Map<string, { held: boolean; turnId: string | null }>> {
  const rows = await database().run.findMany({
    where: { id: { in: runIds } },
    select: { id: true, holder: true, turnUuid: true },
  });
  return new Map(rows.map((row) => [row.id, { held: row.holder !== null, turnId: row.turnUuid }]));
}
