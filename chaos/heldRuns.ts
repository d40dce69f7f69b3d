/** Reads ten times a second from Postgres how many runs are held, of each project and of the profile. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { ChaosEvidence } from "./checker/evidence.ts";

const EVERY_MS = 100;
const ANSWER_MS = 5_000; // of a Postgres that may stand still

type Held = { place: string; count: number };

/** Null = Postgres does not say it now. */
async function heldByPlace(client: pg.Pool): Promise<Held[] | null> {
  const asked = client.query<Held>(
    `SELECT regexp_replace(p.path, '.*/', '') AS place, count(*)::int AS count
     FROM run r JOIN project p ON p.id = r.project_id WHERE r.holder IS NOT NULL GROUP BY 1 ORDER BY 1`,
  );
  return asked.then(
    ({ rows }) => rows,
    () => null,
  );
}

export function watchHeld(databaseUrl: string): { samples: ChaosEvidence["heldSamples"]; stop(): Promise<void> } {
  const client = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  client.on("error", () => undefined);
  const samples: ChaosEvidence["heldSamples"] = [];
  const over = new AbortController();
  let last = "";
  const note = (rows: Held[]) => {
    const projects = Object.fromEntries(rows.map(({ place, count }) => [place, count]));
    const text = JSON.stringify(projects);
    const profile = rows.reduce((sum, { count }) => sum + count, 0);
    if (text !== last) samples.push({ at: Date.now(), profile, projects });
    last = text;
  };
  const watching = (async () => {
    while (!over.signal.aborted) {
      const rows = await heldByPlace(client);
      if (rows) note(rows);
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
