/** A worker on this very host for a moment: only then the pages look into folders themselves. */
import { hostname } from "node:os";
import { database } from "#server/store/records/database.ts";
import { workers } from "./seed/story/fleet.ts";

export async function useLocalWorker(work: () => Promise<void>): Promise<void> {
  const { id, host } = workers.two;
  const moveTo = (name: string) => database().worker.update({ where: { id }, data: { host: name } });
  await moveTo(hostname());
  try {
    await work();
  } finally {
    await moveTo(host);
  }
}
