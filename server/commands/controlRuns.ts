/** One control for many runs: each is asked and answered by itself, and one refusal stops nobody else's. */
import { BULK_AT_ONCE } from "#server/domain/limits.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { BulkResult } from "#server/domain/bulk.ts";
import { CodiError } from "#server/domain/runErrors.ts";
import { controlRun } from "./controlRun.ts";

type Bulk = { runIds: string[]; actor: Actor; control: unknown };

/** In the order asked. What is no situation of ours (a store that went away) ends the whole call. */
export async function controlRuns({ runIds, actor, control }: Bulk): Promise<BulkResult[]> {
  const unique = [...new Set(runIds)];
  const results = new Map<string, BulkResult>();
  const waiting = [...unique];
  const work = async () => {
    for (let runId = waiting.shift(); runId !== undefined; runId = waiting.shift())
      results.set(runId, await controlOne({ runId, actor, control }));
  };
  await Promise.all(Array.from({ length: Math.min(BULK_AT_ONCE, unique.length) }, work));
  return unique.flatMap((runId) => results.get(runId) ?? []);
}

async function controlOne(request: { runId: string; actor: Actor; control: unknown }): Promise<BulkResult> {
  try {
    const { runId, status } = await controlRun(request);
    return { runId, done: true, status };
  } catch (error) {
    if (!(error instanceof CodiError) || error.code === "service_unavailable") throw error;
    return { runId: request.runId, done: false, code: error.code, message: error.message };
  }
}
