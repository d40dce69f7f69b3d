/** Runs a Lua script by its hash and sends the text only to a server that does not know it yet. */
import { createHash } from "node:crypto";
import type { Redis } from "ioredis";

export type Script = (client: Redis, given: { keys: string[]; args: (string | number)[] }) => Promise<unknown>;

export function createScript(lua: string): Script {
  const hash = createHash("sha1").update(lua).digest("hex");
  return async (client, { keys, args }) => {
    try {
      return await client.evalsha(hash, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return client.eval(lua, keys.length, ...keys, ...args);
    }
  };
}
