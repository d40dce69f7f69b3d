/** Reads ten times a second from Postgres how many runs are held, of each project and of the profile. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { ChaosEvidence } from "./checker/evidence.ts";

const EVERY_MS = 100;

export async function watchHeld(
  databaseUrl: string,
): Promise<{ samples: ChaosEvidence["heldSamples"]; stop(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const samples: ChaosEvidence["heldSamples"] = [];
  const over = new AbortController();
  let last = "";
  const watching = (async () => {
    while (!over.signal.aborted) {
      const { rows } = await client.query<{ place: string; count: number }>(
        `SELECT regexp_replace(p.path, '.*/', '') AS place, count(*)::int AS count
         FROM run r JOIN project p ON p.id = r.project_id WHERE r.holder IS NOT NULL GROUP BY 1 ORDER BY 1`,
      );
      const projects = Object.fromEntries(rows.map(({ place, count }) => [place, count]));
      const text = JSON.stringify(projects);
      const profile = rows.reduce((sum, { count }) => sum + count, 0);
      if (text !== last) samples.push({ at: Date.now(), profile, projects });
      last = text;
      await sleep(EVERY_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return {
    samples,
    async stop() {
      over.abort();
      await watching;
      await client.end();
    },
  };
}
