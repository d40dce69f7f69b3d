/** What this machine allows, for forms that start something. */
import { env } from "#server/env.ts";
import { procedure, router } from "#server/trpc/init.ts";

export const setup = router({
  /** The operator's folders, below which a run may work; the demo makes its own. */
  start: procedure.query(() => ({ roots: env().CODI_WORKSPACE_ROOTS })),
});
