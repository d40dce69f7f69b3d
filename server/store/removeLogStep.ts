/** One step of the removal over both stores: Redis first, because it could still tell what Postgres says is gone. */
import { forgetStreams } from "./live/runEventLog.ts";
import { type RemovalStep, removeStep } from "./records/logRemoval.ts";

/** Without Redis nothing goes. */
export async function removeLogStep(
  runIds: string[],
  options: { setting: number | null; atOnce?: number },
): Promise<RemovalStep | "busy"> {
  await forgetStreams(runIds);
  return removeStep(runIds, options);
}
