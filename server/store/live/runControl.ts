/** Control messages to whoever holds a run. The row is the truth; this only makes it immediate. */
import { CONTROL_MAX_ENTRIES } from "#server/domain/limits.ts";
import { recordNow } from "#server/store/records/recordClock.ts";
import { readStreams } from "./readStreams.ts";
import { closeBlocking, connectBlocking, connected } from "./redis.ts";
import { redisKeys } from "./redisKeys.ts";
import { findLastId } from "./streamFacts.ts";
import { warnThrottled } from "./warnThrottled.ts";

export type Control = { id: string; message: Record<string, unknown> };

/** Never throws: without it the holder sees the change at its next look at the row. */
export async function sendControl(runId: string, message: { type: string; [field: string]: unknown }): Promise<void> {
  const ts = recordNow().toISOString();
  const fields = ["type", message.type, "ts", ts, "runId", runId, "payload", JSON.stringify(message)];
  try {
    const client = await connected("publish");
    await client.xadd(redisKeys.control(runId), "MAXLEN", CONTROL_MAX_ENTRIES, "*", ...fields);
  } catch (error) {
    warnThrottled("a control could not be sent", { runId, err: error });
  }
}

/** From here on controls ring; whoever takes it reads the row after that, and so has what came before. */
export async function lastControlId(runId: string): Promise<string> {
  return findLastId(await connected("publish"), redisKeys.control(runId));
}

export async function* readControls(
  runId: string,
  { after, signal }: { after: string; signal: AbortSignal },
): AsyncGenerator<Control> {
  const connection = connectBlocking("control");
  const key = redisKeys.control(runId);
  let cursor = after;
  try {
    while (!signal.aborted) {
      const read = await readStreams(connection, { cursors: new Map([[key, cursor]]), count: 100, signal });
      for (const [id, fields] of read[0]?.[1] ?? []) {
        cursor = id;
        const message = toMessage(fields);
        if (message) yield { id, message };
      }
    }
  } finally {
    closeBlocking(connection);
  }
}

function toMessage(fields: readonly string[]): Record<string, unknown> | null {
  try {
    const payload: unknown = JSON.parse(fields[fields.indexOf("payload") + 1] ?? "");
    return typeof payload === "object" && payload !== null ? (payload as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
