/** After a command moved a run that nobody holds: takes its lock for a moment and gives Redis what the archive has. */
import { isSettled } from "#server/domain/runStatus.ts";
import { env } from "#server/env.ts";
import { streamEnds } from "./live/runEventLog.ts";
import { newLease, releaseLease, takeLease } from "./live/runLease.ts";
import { findRun } from "./records/runReads.ts";
import { catchUpStream } from "./catchUpStream.ts";
import { letExpire } from "./letExpire.ts";

/** True when Redis has it all. If this dies half-way, whoever comes next appends the rest. */
export async function publishAsCommand(runId: string, claim: number): Promise<boolean> {
  const [before, archived] = await Promise.all([streamEnds(runId), findRun(runId)]);
  if (!archived) return false;
  if ((before?.last ?? 0) < archived.lastSeq && !(await append(runId, claim))) return false;
  // Also when the stream is whole: its holder may have ended before the keys existed that it let expire.
  if (isSettled(archived.status)) await letExpire(runId);
  return true;
}

/** False = somebody with this or a higher claim is at it. */
async function append(runId: string, claim: number): Promise<boolean> {
  const lease = newLease(runId, claim);
  if ((await takeLease(lease, env().CODI_COMMAND_LEASE_MS)) === "higher") return false;
  try {
    const [ends, run] = await Promise.all([streamEnds(runId), findRun(runId)]);
    const caught = run && (await catchUpStream(lease, { last: ends?.last ?? 0, to: run.lastSeq }));
    return caught?.result === "even";
  } finally {
    await releaseLease(lease);
  }
}
