/** The id of this database: a Redis that belongs to another one is refused. */
import { database } from "./database.ts";

export async function instanceId(): Promise<string> {
  const row = await database().instance.findFirstOrThrow();
  return row.id;
}
