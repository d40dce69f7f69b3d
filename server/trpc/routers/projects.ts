/** The projects that a list of runs can be narrowed to. */
import { listProjects } from "#server/store/records/projectReads.ts";
import { procedure, router } from "#server/trpc/init.ts";

export const projects = router({
  list: procedure.query(() => listProjects()),
});
