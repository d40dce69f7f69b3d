/** Says of a run whose stored output is kept no longer that it is gone: nothing printed and printed but removed are two answers. */
import type { Kept } from "#server/domain/keeping.ts";
import { LogRemovedError, NotFoundError } from "#server/domain/runErrors.ts";
import { database } from "./database.ts";

/** To be asked where nothing is stored, or where all of it would be told of. */
export async function refuseRemovedOutput(run: Kept & { runId: string }): Promise<void> {
  if (run.logRemovedAt !== null) throw new LogRemovedError(run, "What its turns printed is gone with it.");
  if (await isOutputGoing(run.runId))
    throw new NotFoundError(
      "The removal of this run's log has begun: what its turns printed is gone, or a part of it.",
    );
}

/** Output goes after all events but the last, so that much of a log says it: also of one that was pinned in the middle. */
async function isOutputGoing(runId: string): Promise<boolean> {
  const [row] = await database().$queryRaw<{ going: boolean }[]>`
    SELECT EXISTS (SELECT FROM gap g WHERE g.run_id = r.id AND g.reason = 'retention')
      AND NOT EXISTS (SELECT FROM event_chunk c WHERE c.run_id = r.id AND c.first_seq < r.archived_to) AS going
    FROM run r WHERE r.id = ${runId}`;
  return row?.going ?? false;
}
