/** Lets a seeded run that is running go on printing, at a given pace: what a page does under a live stream can be measured. */
import { setTimeout as sleep } from "node:timers/promises";
import { findLease } from "#server/store/live/runLease.ts";
import { appendOutputChunk, outputEnd } from "#server/store/records/outputStore.ts";
import { database } from "#server/store/records/database.ts";
import { createRunRecorder } from "#server/store/runRecorder.ts";

export type Pace = { eventsPerSecond: number; seconds: number };

const STEP_MS = 50; // events of one step come together, as a program's do

/** Answers how many events were appended. The run must be held, as seeded running ones are. */
export async function streamInto(runId: string, { eventsPerSecond, seconds }: Pace): Promise<number> {
  const lease = await findLease(runId);
  if (!lease) throw new Error(`Nobody holds ${runId}.`);
  const row = await database().run.findUniqueOrThrow({ where: { id: runId } });
  const { archivedTo, seqReserved, currentTurn: turn } = row;
  const recorder = createRunRecorder({
    lease: { runId, claim: lease.claim, token: lease.token },
    archivedTo,
    seqReserved,
    redis: null,
    streamTo: archivedTo,
  });
  const place = { turn, stream: "stdout" } as const;
  const { bytes: firstByte, lines: firstLine } = await outputEnd(runId, place);
  let printed = "";
  let count = 0;
  const all = Math.round(eventsPerSecond * seconds);
  const begun = performance.now();
  while (count < all) {
    const due = Math.min(all, Math.round(((performance.now() - begun) / 1_000) * eventsPerSecond));
    for (; count < due; count += 1) {
      const text = `${String(count + 1).padStart(6)}  \u001b[32m✓\u001b[39m  streamed line with some width to it\n`;
      const offset = firstByte + Buffer.byteLength(printed);
      printed += text;
      await recorder.record({ type: "subprocess_output", turn, stream: "stdout", text, offset });
    }
    if (count < all) await sleep(STEP_MS);
  }
  await recorder.flush();
  await recorder.close();
  const bytes = Buffer.from(printed);
  await appendOutputChunk({ runId, claim: lease.claim, ...place, firstByte, firstLine, bytes, lines: count });
  return count;
}
