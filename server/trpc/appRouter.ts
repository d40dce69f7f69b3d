/** Everything a page or a typed client can ask for, by name. */
import { router } from "./init.ts";
import { folders } from "./routers/folders.ts";
import { feed } from "./routers/feed.ts";
import { profiles } from "./routers/profiles.ts";
import { projects } from "./routers/projects.ts";
import { runs } from "./routers/runs.ts";
import { setup } from "./routers/setup.ts";
import { workers } from "./routers/workers.ts";

export const appRouter = router({ runs, feed, projects, workers, profiles, setup, folders });
export type AppRouter = typeof appRouter;
