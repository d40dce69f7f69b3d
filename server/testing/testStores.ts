/** Gives every integration test file its own stores and settings, before the file imports what it tests. */
import { freshStores } from "./freshStores.ts";

const level = process.env.CODI_LOG_LEVEL ?? "silent";
for (const name of Object.keys(process.env)) if (name.startsWith("CODI_")) delete process.env[name];

const { databaseUrl, redisUrl, dataDir } = await freshStores();
Object.assign(process.env, {
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  CODI_DATA_DIR: dataDir,
  CODI_LOG_LEVEL: level,
  HOST: "127.0.0.1",
  PORT: "0",
});
