/** Ends marked processes on this host that belong to no living turn: their worker died, and its run went on or ended without them. */
import { logger } from "#server/logger.ts";
import { listTurnsOf } from "#server/store/records/turnReads.ts";
import { endMarked, listMarked, type ProcessMark } from "./process/markedProcesses.ts";

/**
 * The processes first, the rows after them: a turn stands in its row before its child exists. Marks of runs that this
 * database does not know are somebody else's.
 */
export async function endOrphans(): Promise<void> {
  const marks = await listMarked();
  if (marks.length === 0) return;
  const known = await listTurnsOf([...new Set(marks.map(({ runId }) => runId))]);
  const isOrphan = ({ runId, turnId }: ProcessMark) => {
    const run = known.get(runId);
    return run !== undefined && (!run.held || run.turnId !== turnId);
  };
  for (const mark of marks.filter(isOrphan)) {
    const { signals } = await endMarked(mark, { graceMs: 0 });
    logger.warn({ ...mark, pids: signals.flatMap(({ pids }) => pids) }, "ended processes that no run owns");
  }
}
