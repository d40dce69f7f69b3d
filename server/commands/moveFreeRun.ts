/** A command on a run that nobody holds takes a claim, moves the row as far as it goes and archives the event, all at once. */
import { SEQ_BLOCK } from "#server/domain/limits.ts";
import { toOutcome } from "#server/domain/outcome.ts";
import type { Receipt } from "#server/domain/run.ts";
import type { RunEvent, RunEventBody } from "#server/domain/runEvents.ts";
import { type ActionEffect, isSettled, type RunStatus } from "#server/domain/runStatus.ts";
import type { Transaction } from "#server/store/records/database.ts";
import { appendChunks, packEvents } from "#server/store/records/eventArchive.ts";
import { outcomeFacts, type RunRow } from "#server/store/records/runSnapshot.ts";
import { toActivity } from "#server/domain/activity.ts";
import { asked, type Control } from "./control.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

/** `holder` stays NULL: a command that dies here leaves nothing hanging. */
export async function moveFreeRun(
  tx: Transaction,
  row: RunRow,
  { control, effect }: { control: Control; effect: Exclude<ActionEffect, { refused: unknown }> },
): Promise<{ status: RunStatus; held: false; claim: number; resumed: boolean }> {
  const at = recordNow();
  const status = effect.to ?? (row.status as RunStatus);
  const body = eventOf(row, control, at);
  const event: RunEvent = { ...body, ts: at.toISOString(), runId: row.id, seq: row.archivedTo + 1 };
  const claim = row.claim + 1;
  await tx.run.update({
    where: { id: row.id },
    data: {
      status,
      claim,
      publishedStatus: status,
      archivedTo: event.seq,
      seqReserved: event.seq + SEQ_BLOCK,
      controlRev: { increment: 1 },
      rev: { increment: 1 },
      updatedAt: at,
      controlActor: control.actor,
      controlAt: at,
      lastActivityAt: at,
      lastActivityText: toActivity(body) ?? row.lastActivityText,
      ...asked(control),
      ...(status === "paused" ? { pausedAt: at, runAfter: null } : {}),
      ...(status === "running" ? resumed(row, at) : {}),
      ...(isSettled(status) ? { settledAt: at, runAfter: null, waitingCode: null, ...settled(body) } : {}),
    },
  });
  if (status === "running") await tx.$executeRaw`UPDATE run SET run_after = now() WHERE id = ${row.id}`;
  await appendChunks(tx, row.id, await packEvents([event]));
  return { status, held: false, claim, resumed: status === "running" };
}

/** A run that was parked on its budget goes on with a fifth more of it. */
function resumed(row: RunRow, at: Date) {
  return {
    pausedAt: null,
    pausedMs: { increment: row.pausedAt ? at.getTime() - row.pausedAt.getTime() : 0 },
    waitingCode: null,
    ...(row.pauseReason === "budget" ? { budgetExtensions: { increment: 1 } } : {}),
  };
}

function settled(body: RunEventBody) {
  if (body.type === "run_completed") return { outcome: body.outcome, stopReason: body.stopReason };
  if (body.type === "run_cancelled") return { receipt: body.receipt, stopReason: "cancelled" };
  return {};
}

function eventOf(row: RunRow, control: Control, at: Date): RunEventBody {
  switch (control.action) {
    case "pause":
      return { type: "run_paused", reason: "manual", resumeAt: null, note: control.note, actor: control.actor };
    case "resume":
      return { type: "run_resumed", actor: control.actor };
    case "stop":
      return { type: "run_completed", outcome: toOutcome(outcomeFacts(row)), stopReason: "stop_requested" };
    case "cancel":
      return { type: "run_cancelled", reason: "manual", note: control.note, receipt: emptyReceipt(control, at) };
    default:
      return control.action satisfies never;
  }
}

/** Nobody held it, so no process existed: nothing was signalled and nothing is left. */
function emptyReceipt(control: Control, at: Date): Receipt {
  return { by: control.actor, requestedAt: at.toISOString(), signals: [], left: [], endedAt: at.toISOString() };
}
