/** The workers that hold or could hold runs. */
import { listWorkers } from "#server/store/records/workerTable.ts";
import { procedure, router } from "#server/trpc/init.ts";

export const workers = router({
  list: procedure.query(() => listWorkers()),
});
