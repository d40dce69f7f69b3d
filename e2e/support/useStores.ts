/** Lets the store modules of the product, imported by a test or a tool, speak to the stores of the Codi that was started. */
import type { CodiAddress } from "./startCodi.ts";

export function useStores({ databaseUrl, redisUrl }: Pick<CodiAddress, "databaseUrl" | "redisUrl">): void {
  process.env.DATABASE_URL = databaseUrl;
  process.env.REDIS_URL = redisUrl;
  process.env.CODI_LOG_LEVEL ??= "warn";
}
