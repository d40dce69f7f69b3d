/** A run that settled days ago, with a log, stored output and a prompt: written by the product's own parts, then put back in time. */
import { createHash, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import type { RunEvent, RunEventBody } from "#server/domain/runEvents.ts";
import { publishAsCommand } from "#server/store/publishAsCommand.ts";
import { database } from "#server/store/records/database.ts";
import { appendOutputChunk } from "#server/store/records/outputStore.ts";
import { claimDueRun } from "#server/store/records/runClaim.ts";
import { commitRun } from "#server/store/records/runCommit.ts";
import { insertPrompt, insertTurn } from "#server/store/records/turnTable.ts";
import { startIn } from "./commandRuns.ts";

export type OldRun = { runId: string; projectId: string };

type Asked = {
  /** Since it settled. */
  days?: number;
  /** Chunks of its archive before the last one; each is one event. */
  chunks?: number;
  /** Events that are archived together with the last one. */
  beside?: number;
  /** Chunks of what it printed. */
  printed?: number;
  prompt?: string;
  config?: Partial<StartBodyInput["config"]>;
};

export async function oldRun(root: string, asked: Asked = {}): Promise<OldRun> {
  const { days = 40, chunks = 3, beside = 1, printed = 2, prompt = `Do it. ${randomUUID()}`, config = {} } = asked;
  const { runId } = await startIn(root, { priority: 100, ...config });
  const row = await claimDueRun({
    workerId: "w",
    host: "a-test",
    sites: ["default"],
    startedAt: new Date(),
    redisRunId: null,
  });
  if (row?.id !== runId) throw new Error("Another run was due.");
  const { claim } = row;
  const turnId = randomUUID();
  const sha256 = createHash("sha256").update(prompt).digest("hex");
  const bytes = Buffer.byteLength(prompt);
  const ts = new Date(Date.now() - days * 86_400_000);
  const stamp = (seq: number, body: RunEventBody): RunEvent => ({ ...body, runId, seq, ts: ts.toISOString() });
  const say = (seq: number) => stamp(seq, { type: "error", code: "said", message: `${seq} of ${runId}` });
  const began: RunEventBody = { type: "turn_started", turn: 1, try: 1, pid: 1, promptBytes: bytes, promptHash: sha256 };
  await commitRun(
    { runId, claim, archivedTo: 0 },
    {
      events: [stamp(1, began)],
      patch: { status: "running", publishedStatus: "running", currentTurn: 1, turnUuid: turnId },
      also: async (tx) => {
        await insertPrompt(tx, { sha256, text: prompt, bytes });
        await insertTurn(tx, { ...aTurn, id: turnId, runId, claim, promptHash: sha256, promptBytes: bytes });
      },
    },
  );
  const middle = Array.from({ length: chunks - 1 }, (_, n) => say(n + 2));
  await database().eventChunk.createMany({ data: middle.map(toChunk) });
  await database().run.update({ where: { id: runId }, data: { archivedTo: chunks } });
  const last = Array.from({ length: beside }, (_, n) => say(chunks + 1 + n));
  for (let n = 0; n < printed; n += 1)
    await appendOutputChunk({
      ...({ runId, claim, turn: 1, stream: "stdout", firstLine: n, lines: 1 } as const),
      firstByte: n * 5,
      bytes: Buffer.from(`${String(n).padStart(4, "0")}\n`),
    });
  await commitRun(
    { runId, claim, archivedTo: chunks },
    {
      events: [
        ...last,
        stamp(chunks + beside + 1, { type: "run_completed", outcome: "empty", stopReason: "max_turns" }),
      ],
      patch: { status: "completed", publishedStatus: "completed", holder: null, settledAt: ts, streamEnded: true },
    },
  );
  await publishAsCommand(runId, claim);
  return { runId, projectId: row.projectId };
}

/** As the archive would have written it. */
function toChunk(event: RunEvent) {
  const text = Buffer.from(JSON.stringify(event));
  const place = { firstSeq: event.seq, lastSeq: event.seq, firstRow: event.seq - 1, rows: 1 };
  return { runId: event.runId, ...place, bytes: text.length, content: gzipSync(text) };
}

const aTurn = {
  number: 1,
  try: 1,
  workerId: "w",
  profile: "default",
  account: null,
  authKind: null,
  harness: "command",
  promptSource: "built-in",
  promptOverride: false,
  cliVersion: null,
  threadId: null,
  pid: 1,
  startedAt: new Date(),
};
