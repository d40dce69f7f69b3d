/** The turns of a seeded run: their rows, their prompts and what they printed. */
import { randomUUID } from "node:crypto";
import { OUTPUT_CHUNK_BYTES } from "#server/domain/limits.ts";
import { database } from "#server/store/records/database.ts";
import { appendOutputChunk } from "#server/store/records/outputStore.ts";
import { endTurn, insertPrompt, insertTurn } from "#server/store/records/turnTable.ts";
import type { workers } from "./fleet.ts";
import { toPrompt } from "./playStory.ts";
import type { PlayedTurn } from "./playTurn.ts";
import { countTurns, outcomeOf } from "./toColumns.ts";

type Place = {
  runId: string;
  profile: string;
  worker: (typeof workers)[keyof typeof workers] | null;
  startedAt: number;
};

const CLI_VERSION = "0.169.0";

export async function writeTurns(place: Place, turns: readonly PlayedTurn[]): Promise<void> {
  const counted = countTurns(turns);
  const stored = new Map<string, number>();
  for (const [index, played] of turns.entries()) {
    const upTo = counted[index];
    await writeTurn(place, played, upTo ? outcomeOf(upTo) : null);
    for (const stream of ["stdout", "stderr"] as const) await writeOutput(place.runId, { played, stream, stored });
  }
}

async function writeTurn(
  place: Place,
  played: PlayedTurn,
  outcome: ReturnType<typeof outcomeOf> | null,
): Promise<void> {
  const { runId, profile, worker, startedAt } = place;
  const { scene, turn: number, pid } = played;
  const prompt = toPrompt(scene.prompt);
  const id = randomUUID();
  const thread = `0199c7${number.toString(16).padStart(2, "0")}-${prompt.sha256.slice(0, 12)}`;
  await database().$transaction(async (tx) => {
    await insertPrompt(tx, prompt);
    await insertTurn(tx, {
      id,
      runId,
      number,
      try: played.try,
      claim: 1,
      workerId: worker?.id ?? "",
      profile,
      account: profile,
      authKind: "chatgpt",
      harness: "codex",
      promptSource: "built-in",
      promptOverride: false,
      promptHash: prompt.sha256,
      promptBytes: prompt.bytes,
      cliVersion: CLI_VERSION,
      threadId: thread,
      pid,
      startedAt: new Date(startedAt + played.from),
    });
    const { end, usage, check } = scene;
    if (end.kind === "running") {
      await tx.run.update({ where: { id: runId }, data: { turnUuid: id, threadId: thread } });
      return;
    }
    const failed = end.kind === "failed";
    await endTurn(tx, id, {
      status: failed ? "failed" : "completed",
      pid,
      cliVersion: CLI_VERSION,
      endedAt: new Date(startedAt + played.to),
      durationMs: played.to - played.from,
      exitCode: failed ? end.exitCode : 0,
      signal: null,
      error: failed ? end.error : null,
      usage,
      usageRaw: null,
      threadId: thread,
      lastMessage: played.lastMessage,
      outcome,
      checkExitCode: check?.exitCode ?? null,
    });
  });
}

type Printed = { played: PlayedTurn; stream: "stdout" | "stderr"; stored: Map<string, number> };

/** In chunks as the spool would upload them; tries of one turn continue each other. */
async function writeOutput(runId: string, { played, stream, stored }: Printed): Promise<void> {
  const bytes = Buffer.from(played.printed[stream]);
  const place = `${played.turn} ${stream}`;
  let firstByte = stored.get(place) ?? 0;
  let firstLine = stored.get(`${place} lines`) ?? 0;
  for (let from = 0; from < bytes.length; from += OUTPUT_CHUNK_BYTES) {
    const chunk = bytes.subarray(from, from + OUTPUT_CHUNK_BYTES);
    const lines = chunk.filter((byte) => byte === 10).length;
    await appendOutputChunk({ runId, claim: 1, turn: played.turn, stream, firstByte, firstLine, bytes: chunk, lines });
    firstByte += chunk.length;
    firstLine += lines;
  }
  stored.set(place, firstByte).set(`${place} lines`, firstLine);
}
