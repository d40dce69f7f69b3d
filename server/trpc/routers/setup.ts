/** What this machine allows, for forms that start something. */
import { allowedRoots } from "#server/project/workspaceRoots.ts";
import { procedure, router } from "#server/trpc/init.ts";

export const setup = router({
  /** The folders below which a run may work. */
  start: procedure.query(() => ({ roots: allowedRoots() })),
});
