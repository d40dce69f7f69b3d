/** The run that an address says it is filled from: by its id or by its number. */
import "server-only";
import { findRunByNumber } from "#server/trpc/findRunByNumber.ts";
import { serverCaller } from "#server/trpc/serverCaller.ts";
import { fromRun, toSource, type StartSource } from "#components/start/startSource.ts";
import type { Prefill } from "#components/start/startAddress.ts";

export async function readSource(from: string): Promise<{ source: StartSource; prefill: Prefill } | null> {
  const runId = /^\d{1,9}$/.test(from) ? await findRunByNumber(Number(from)) : from;
  if (runId === null) return null;
  const answer = await serverCaller.runs.byId({ runId }).catch(() => null);
  return answer && { source: toSource(answer.run), prefill: fromRun(answer.run) };
}
