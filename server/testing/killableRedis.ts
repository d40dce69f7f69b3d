/** Gives this test file a Redis of its own that it may kill. Import it before anything else: the address is read only once. */
import { join } from "node:path";
import { startKillable } from "./killableStore.ts";

/** Everything that this file does with Redis goes to it. */
export const killableRedis = await startKillable("redis", join(process.env.CODI_DATA_DIR ?? "", "own"));
process.env.REDIS_URL = killableRedis.url;
