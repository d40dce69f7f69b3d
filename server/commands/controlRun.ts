/** Pause, resume, stop, cancel: asks the action matrix, moves the row, and finishes at once what nobody holds. */
import { setTimeout as sleep } from "node:timers/promises";
import { REDIS_TELL_MS } from "#server/domain/limits.ts";
import type { Actor } from "#server/domain/actor.ts";
import { InvalidRequestError, CodiError, RunNotFoundError, StatusConflictError } from "#server/domain/runErrors.ts";
import { ControlRequest } from "#server/domain/run.ts";
import { actionEffect, type RunStatus } from "#server/domain/runStatus.ts";
import { RunActionWord } from "#server/domain/statusWords.ts";
import { sendControl } from "#server/store/live/runControl.ts";
import { mirrorRun } from "#server/store/live/runMirror.ts";
import { wakeWorkers } from "#server/store/live/wake.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";
import { publishAsCommand } from "#server/store/publishAsCommand.ts";
import { appendAudit } from "#server/store/records/auditTable.ts";
import { database, type Transaction } from "#server/store/records/database.ts";
import { findRun } from "#server/store/records/runReads.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import { lockRun } from "#server/store/records/runTable.ts";
import type { Control } from "./control.ts";
import { moveFreeRun } from "./moveFreeRun.ts";
import { moveHeldRun } from "./moveHeldRun.ts";
import { toFieldErrors } from "./parseStart.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

type Moved = { status: RunStatus; held: boolean; claim: number; resumed: boolean };

export async function controlRun(request: {
  runId: string;
  actor: Actor;
  control: unknown;
}): Promise<{ runId: string; status: RunStatus }> {
  const { runId, actor } = request;
  const asked = parseControl(request.control);
  const control: Control = { action: asked.action, mode: asked.mode, note: asked.reason, actor };
  const moved = await database()
    .$transaction(async (tx) => {
      const row = await lockRun(tx, runId);
      if (!row) throw new RunNotFoundError(runId);
      if (asked.expectedStatus && asked.expectedStatus !== row.status)
        throw new StatusConflictError(asked.expectedStatus, row.status);
      const done = await move(tx, row, control);
      await audit(tx, { runId, control, result: done.status });
      return done;
    })
    .catch(async (error: unknown) => {
      // A refusal is an answer too: the audit says who asked for what.
      if (error instanceof CodiError && error.code !== "not_found")
        await audit(database(), { runId, control, result: error.code });
      throw error;
    });
  // Control needs Postgres only: a Redis that hangs delays no answer.
  await Promise.race([tellRedis(runId, control, moved), sleep(REDIS_TELL_MS)]);
  return { runId, status: moved.status };
}

function parseControl(control: unknown) {
  const parsed = ControlRequest.safeParse(control);
  if (!parsed.success) throw new InvalidRequestError("The control is not valid.", toFieldErrors(parsed.error));
  const action = RunActionWord.safeParse(parsed.data.action.trim().toLowerCase());
  if (!action.success)
    throw new InvalidRequestError(`Unsupported action: ${parsed.data.action.trim()}`, [
      { path: "action", message: "must be pause, resume, stop or cancel" },
    ]);
  return {
    action: action.data,
    mode: parsed.data.mode ?? ("after-turn" as const),
    reason: parsed.data.reason ?? null,
    expectedStatus: parsed.data.expectedStatus ?? null,
  };
}

async function move(tx: Transaction, row: RunRow, control: Control): Promise<Moved> {
  const held = row.holder !== null;
  const effect = actionEffect(row.status as RunStatus, control.action, { held, mode: control.mode });
  return held ? moveHeldRun(tx, row, { control, effect }) : moveFreeRun(tx, row, { control, effect });
}

function audit(tx: Transaction, entry: { runId: string; control: Control; result: string }): Promise<void> {
  const { action, mode, note, actor } = entry.control;
  return appendAudit(
    {
      actor,
      action,
      runId: entry.runId,
      detail: { ...(action === "pause" ? { mode } : {}), note },
      result: entry.result,
    },
    tx,
  );
}

/** Redis only makes it faster: a holder reads its row at every renewal, a free run is moved already. */
async function tellRedis(runId: string, control: Control, moved: Moved): Promise<void> {
  try {
    if (moved.held)
      await sendControl(runId, {
        type: control.action,
        ts: recordNow().toISOString(),
        runId,
        mode: control.mode,
        actor: control.actor,
        reason: control.note,
      });
    else await publishAsCommand(runId, moved.claim);
    if (moved.resumed) await wakeWorkers();
    const run = await findRun(runId);
    if (run) await mirrorRun(run);
  } catch (error) {
    warnThrottled("redis did not hear of a control", { runId, error: String(error) });
  }
}
