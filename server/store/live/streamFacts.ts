/** What Redis says about a stream as a whole. */
import type { Redis } from "ioredis";

export type StreamFacts = {
  /** The id generated last, also when its entry was trimmed. */
  lastId: string;
  firstId: string | null;
  length: number;
};

export async function findStreamFacts(client: Redis, key: string): Promise<StreamFacts | null> {
  let reply: unknown;
  try {
    reply = await client.xinfo("STREAM", key);
  } catch (error) {
    if (error instanceof Error && error.message.includes("no such key")) return null;
    throw error;
  }
  const pairs = reply as unknown[];
  const fact = (name: string) => pairs[pairs.indexOf(name) + 1];
  const first = fact("first-entry") as [id: string, fields: string[]] | null;
  return { lastId: String(fact("last-generated-id")), firstId: first?.[0] ?? null, length: Number(fact("length")) };
}

/** Where a reader of only what is new begins; resolved once, because polling from `$` loses what comes between. */
export async function findLastId(client: Redis, key: string): Promise<string> {
  return (await findStreamFacts(client, key))?.lastId ?? "0-0";
}
