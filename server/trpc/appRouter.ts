/** Everything a page or a typed client can ask for, by name. */
import { router } from "./init.ts";
import { profiles } from "./routers/profiles.ts";
import { runs } from "./routers/runs.ts";
import { setup } from "./routers/setup.ts";
import { workers } from "./routers/workers.ts";

export const appRouter = router({ runs, workers, profiles, setup });
export type AppRouter = typeof appRouter;
