/** A played story as the log of a run: stamped, numbered, and cut into what is archived at once. */
import { toActivity } from "#server/domain/activity.ts";
import { ARCHIVE_MAX_EVENTS } from "#server/domain/limits.ts";
import type { Gap } from "#server/domain/run.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import type { Moment } from "./playTurn.ts";

export type LogPart = { events: RunEvent[]; gap?: Gap };
export type Log = { parts: LogPart[]; lastSeq: number; activity: { at: Date; text: string } | null };

export function toLog(runId: string, moments: readonly Moment[], startedAt: number): Log {
  const parts: LogPart[] = [];
  let part: LogPart = { events: [] };
  let seq = 0;
  let activity: Log["activity"] = null;
  const close = () => {
    if (part.events.length > 0) parts.push(part);
    part = { events: [] };
  };
  for (const moment of moments) {
    if ("gone" in moment) {
      close();
      part = { events: [], gap: { from: seq + 1, to: seq + moment.gone, reason: "redis_lost" } };
      seq += moment.gone;
      continue;
    }
    const at = new Date(startedAt + moment.at);
    part.events.push({ ...moment.body, ts: at.toISOString(), runId, seq: ++seq });
    const text = toActivity(moment.body);
    if (text) activity = { at, text };
    if (part.events.length === ARCHIVE_MAX_EVENTS) close();
  }
  close();
  return { parts, lastSeq: seq, activity };
}
