/** The newest runs, as Redis keeps an index of them. */
import { database } from "./database.ts";

/** How many there are, as far as that many. */
export async function countRuns(upTo: number): Promise<number> {
  const rows = await database().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM run LIMIT ${upTo}) AS counted`;
  return rows[0]?.count ?? 0;
}

export async function listNewestRuns(
  limit: number,
): Promise<{ id: string; createdAt: Date; settledAt: Date | null }[]> {
  return database().run.findMany({
    select: { id: true, createdAt: true, settledAt: true },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  });
}
