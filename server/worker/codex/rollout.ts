/** A thread's rollout file in CODEX_HOME: whether the thread is there at all, and its usage after each answer of the model. */
import { open, readdir } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { CODEX_LINE_MAX_BYTES } from "#server/domain/limits.ts";
import type { TokenUsage } from "#server/domain/run.ts";
import { toTokenUsage } from "./threadUsage.ts";

const window = z.looseObject({
  used_percent: z.number(),
  window_minutes: z.number().nullish(),
  resets_at: z.number().nullish(),
});
const RateLimits = z.looseObject({
  primary: window.nullish().catch(null),
  secondary: window.nullish().catch(null),
  credits: z.record(z.string(), z.unknown()).nullish().catch(null),
  plan_type: z.string().nullish().catch(null),
});
export type CodexRateLimits = z.infer<typeof RateLimits>;

const TokenCount = z.looseObject({
  payload: z.looseObject({
    type: z.literal("token_count"),
    info: z
      .looseObject({
        total_token_usage: z.unknown().optional(),
        last_token_usage: z.unknown().optional(),
        model_context_window: z.number().int().min(0).nullish().catch(null),
      })
      .nullish(),
    rate_limits: RateLimits.nullish().catch(null),
  }),
});

export type RolloutReading = {
  /** Cumulative over the thread. */
  totals: TokenUsage | null;
  last: TokenUsage | null;
  contextWindow: number | null;
  rateLimits: CodexRateLimits | null;
};

const PIECE_BYTES = 262_144;

async function foldersIn(path: string): Promise<string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? [join(path, entry.name)] : [])).sort();
  } catch {
    return [];
  }
}

/** Day folders, newest first: sessions/YYYY/MM/DD. */
async function* dayFolders(codexHome: string): AsyncGenerator<string> {
  for (const year of (await foldersIn(join(codexHome, "sessions"))).reverse())
    for (const month of (await foldersIn(year)).reverse())
      for (const day of (await foldersIn(month)).reverse()) yield day;
}

/** `days` = how many day folders to look into, newest first; all of them when left out. */
export async function findRollout(codexHome: string, threadId: string, days = Infinity): Promise<string | null> {
  let seen = 0;
  for await (const day of dayFolders(codexHome)) {
    if (seen++ >= days) return null;
    const names = await readdir(day).catch(() => []);
    const name = names.find((candidate) => candidate.includes(threadId));
    if (name) return join(day, name);
  }
  return null;
}

function toReading(line: string): RolloutReading | null {
  if (!line.includes('"token_count"')) return null;
  try {
    const parsed = TokenCount.safeParse(JSON.parse(line));
    if (!parsed.success) return null;
    const { info, rate_limits } = parsed.data.payload;
    return {
      totals: toTokenUsage(info?.total_token_usage),
      last: toTokenUsage(info?.last_token_usage),
      contextWindow: info?.model_context_window ?? null,
      rateLimits: rate_limits ?? null,
    };
  } catch {
    return null;
  }
}

export type RolloutReader = {
  /** What was added since the last call, in order; never throws. */
  read(): Promise<RolloutReading[]>;
  close(): Promise<void>;
};

/** Reads on from byte `from` of a rollout file; only whole lines count. */
export async function openRollout(path: string, from: "start" | "end"): Promise<RolloutReader> {
  const file: FileHandle = await open(path, "r");
  let at = from === "end" ? (await file.stat()).size : 0;
  let rest = Buffer.alloc(0);
  const piece = Buffer.alloc(PIECE_BYTES);

  async function* lines(): AsyncGenerator<string> {
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, at);
      if (bytesRead === 0) return;
      at += bytesRead;
      let bytes = Buffer.concat([rest, piece.subarray(0, bytesRead)]);
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10)) {
        yield bytes.toString("utf8", 0, end);
        bytes = bytes.subarray(end + 1);
      }
      // A token_count is short: a line past this bound is none, and its end is the end of a line like any other.
      rest = bytes.length > CODEX_LINE_MAX_BYTES ? Buffer.alloc(0) : Buffer.from(bytes);
    }
  }

  return {
    async read() {
      const readings: RolloutReading[] = [];
      try {
        for await (const line of lines()) {
          const reading = toReading(line);
          if (reading) readings.push(reading);
        }
      } catch {
        // The file belongs to Codex; without it the usage is told at the end of the turn.
      }
      return readings;
    },
    close: () => file.close(),
  };
}
