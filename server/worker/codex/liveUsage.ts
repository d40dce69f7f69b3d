/** Usage and rate limits while a turn runs, read from the thread's rollout file whenever Codex prints a line. */
import type { TokenUsage } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { boundPayload, cutText } from "#server/worker/telemetry/bounds.ts";
import { findRollout, openRollout } from "./rollout.ts";
import type { CodexRateLimits, RolloutReader, RolloutReading } from "./rollout.ts";
import { usageSince } from "./threadUsage.ts";

export type LiveUsage = {
  /** The events of what was added since the last look; never throws. */
  look(threadId: string): Promise<RunEventBody[]>;
  close(): Promise<void>;
};

const windowMinutesToName = (minutes: number | null, fallback: string) =>
  minutes === 300 ? "5 hours" : minutes === 10_080 ? "week" : fallback;

function toRateLimitEvents(limits: CodexRateLimits, turn: number): RunEventBody[] {
  const windows = (["primary", "secondary"] as const).flatMap((name) => {
    const given = limits[name];
    if (!given) return [];
    const windowMinutes = given.window_minutes ?? null;
    const resetsAt = typeof given.resets_at === "number" ? new Date(given.resets_at * 1_000) : null;
    return [
      {
        name: windowMinutesToName(windowMinutes, name),
        usedPercent: given.used_percent,
        windowMinutes,
        resetsAt: resetsAt && !Number.isNaN(resetsAt.getTime()) ? resetsAt.toISOString() : null,
      },
    ];
  });
  if (windows.length === 0) return [];
  const snapshot = boundPayload(limits) as Record<string, unknown>;
  return [
    {
      type: "rate_limits",
      turn,
      windows,
      ...(limits.credits ? { credits: boundPayload(limits.credits) as Record<string, unknown> } : {}),
      ...(limits.plan_type ? { planType: cutText(limits.plan_type, 128) } : {}),
    },
    {
      type: "turn_item",
      turn,
      phase: "completed",
      itemId: "rate_limits",
      item: { type: "rate_limits", snapshot },
      codex: null,
    },
  ];
}

/** `before` = the thread's totals at the start of the turn: live numbers are those of this turn. */
export async function followUsage(options: {
  codexHome: string;
  turn: number;
  /** The rollout of a resumed thread; null for a fresh one. */
  resumed: string | null;
  before: TokenUsage | null;
}): Promise<LiveUsage> {
  const { codexHome, turn, before } = options;
  let reader: RolloutReader | null = options.resumed
    ? await openRollout(options.resumed, "end").catch(() => null)
    : null;
  let lastLimits = "";

  async function readerOf(threadId: string): Promise<RolloutReader | null> {
    if (reader) return reader;
    // A fresh thread's file stands in the newest folder; midnight and the time zone may make it the second.
    const path = await findRollout(codexHome, threadId, 2);
    if (path) reader = await openRollout(path, "start").catch(() => null);
    return reader;
  }

  function toEvents(reading: RolloutReading): RunEventBody[] {
    const events: RunEventBody[] = [];
    if (reading.totals) {
      const { inputTokens, outputTokens, totalTokens } = usageSince(before, reading.totals);
      events.push({
        type: "token_usage",
        turn,
        inputTokens,
        outputTokens,
        totalTokens,
        ...(reading.last ? { last: { ...reading.last } } : {}),
        ...(reading.contextWindow === null ? {} : { contextWindow: reading.contextWindow }),
      });
    }
    const limits = reading.rateLimits ? JSON.stringify(reading.rateLimits) : lastLimits;
    if (reading.rateLimits && limits !== lastLimits) events.push(...toRateLimitEvents(reading.rateLimits, turn));
    lastLimits = limits;
    return events;
  }

  return {
    async look(threadId) {
      const readings = (await (await readerOf(threadId))?.read()) ?? [];
      return readings.flatMap(toEvents);
    },
    async close() {
      await reader?.close();
    },
  };
}
