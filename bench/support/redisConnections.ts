/** How many connections to Redis there are, without the one that asks. */
import { inRedis } from "./benchStores.ts";

export async function redisConnections(redisUrl: string): Promise<number> {
  const list = await inRedis(redisUrl, (client) => client.client("LIST"));
  const ownOne = 1;
  return String(list).trim().split("\n").length - ownOne;
}
