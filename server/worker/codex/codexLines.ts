/** The lines of `codex exec --json` as far as Codi knows them: unknown fields pass, unknown lines are not Codex's. */
import { z } from "zod";
import { CODEX_LINE_MAX_BYTES } from "#server/domain/limits.ts";

/** It becomes an argument of `resume`, so it must not look like a flag. */
const THREAD_ID = /^\w[\w-]{0,127}$/;

const id = z.union([z.string(), z.number().transform(String)]).catch("item");

/** Any item: the fields of its type are read by toTurnItem, so that an unknown one is kept. */
export const CodexItem = z.looseObject({ id, type: z.string() });
export type CodexItem = z.infer<typeof CodexItem>;

const failure = z.looseObject({ message: z.string().catch("") }).catch({ message: "" });

const CodexLine = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("thread.started"), thread_id: z.string().regex(THREAD_ID) }),
  z.looseObject({ type: z.literal("turn.started") }),
  z.looseObject({ type: z.literal("turn.completed"), usage: z.unknown().optional() }),
  z.looseObject({ type: z.literal("turn.failed"), error: failure }),
  z.looseObject({ type: z.literal("item.started"), item: CodexItem }),
  z.looseObject({ type: z.literal("item.updated"), item: CodexItem }),
  z.looseObject({ type: z.literal("item.completed"), item: CodexItem }),
  z.looseObject({ type: z.literal("error"), message: z.string() }),
]);
export type CodexLine = z.infer<typeof CodexLine>;

const count = z.number().int().min(0).catch(0);
/** Cumulative over the thread. */
export const CodexUsage = z.looseObject({
  input_tokens: z.number().int().min(0),
  cached_input_tokens: count.default(0),
  output_tokens: z.number().int().min(0),
  reasoning_output_tokens: count.default(0),
});

/** null = not a line of Codex: whatever it is, it is shown as plain output. */
export function parseCodexLine(line: string): CodexLine | null {
  if (line.length > CODEX_LINE_MAX_BYTES || !line.trimStart().startsWith("{")) return null;
  try {
    const parsed = CodexLine.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
