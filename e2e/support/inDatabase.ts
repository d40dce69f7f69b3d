/** What no door of the product offers is written into its database: profiles, many rows, a run that ended long ago. */
import { Client } from "pg";
import type { CodiAddress } from "./startCodi.ts";

export async function inDatabase(codi: CodiAddress, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: codi.databaseUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
