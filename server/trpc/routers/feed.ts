/** What changes in the list of runs, live: the one stream of every page that is not a run's own. */
import { z } from "zod";
import { procedure, router } from "#server/trpc/init.ts";
import { watchFeed } from "#server/trpc/watchFeed.ts";

const cursor = z.string().max(64);

export const feed = router({
  changes: procedure
    .input(z.strictObject({ after: cursor.nullish(), lastEventId: cursor.nullish() }).prefault({}))
    .subscription(({ input, signal }) => watchFeed(input, signal)),
});
