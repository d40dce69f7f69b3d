/** The profiles that a run may be started with. */
import { listProfiles } from "#server/store/records/profileTable.ts";
import { procedure, router } from "#server/trpc/init.ts";

export const profiles = router({
  list: procedure.query(() => listProfiles()),
});
