/** Gives this test file a Postgres of its own that it may kill. Import it before anything else: the address is read only once. */
import { join } from "node:path";
import { migrate } from "#server/local/migrate.ts";
import { startKillable } from "./killableStore.ts";

/** Everything that this file does with Postgres goes to it. */
export const killablePostgres = await startKillable("postgres", join(process.env.CODI_DATA_DIR ?? "", "own"));
await migrate(killablePostgres.url);
process.env.DATABASE_URL = killablePostgres.url;
