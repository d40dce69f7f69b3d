/** The fleet as waiting sentences need it: who is online with how many free slots, what is held of each limit, and who is before whom. */
import { LAST_LIFE_DEATHS } from "#server/domain/limits.ts";
import type { Fleet } from "#server/domain/waiting.ts";
import { database } from "./database.ts";
import { readLinePlaces } from "./linePlaces.ts";
import type { RunRow } from "./runSnapshot.ts";
import { hearRecordTime, recordNow } from "./recordClock.ts";
import { isOnline } from "./workerTable.ts";

/** Read after the rows: whoever holds one of them has been online before it took it. */
export async function readFleet(runs: RunRow[]): Promise<Fleet> {
  const askedAt = performance.now();
  const [workers, held, limits] = await Promise.all([
    database().$queryRaw<{ id: string; sites: string[]; host: string; slots: number; draining: boolean }[]>`
      SELECT w.id::text, w.sites, w.host, w.slots, w.draining FROM worker w WHERE ${isOnline}`,
    database().$queryRaw<HeldRow[]>`
      SELECT r.holder, r.worker_deaths AS deaths, r.project_id::text AS project, f.name AS profile, f.account, r.site
      FROM run r JOIN profile f ON f.name = r.profile_name WHERE r.holder IS NOT NULL`,
    // Postgres decides what is due, so its clock says what "now" is.
    database().$queryRaw<{ now: Date; site: Limits | null; account: Limits | null }[]>`
      SELECT now() AS now,
        (SELECT json_object_agg(name, run_limit) FROM site WHERE run_limit IS NOT NULL) AS site,
        (SELECT json_object_agg(account, least) FROM (
          SELECT account, min(run_limit) AS least FROM profile
          WHERE account IS NOT NULL AND run_limit IS NOT NULL GROUP BY account) a) AS account`,
  ]);
  const { now = recordNow(), site = null, account = null } = limits[0] ?? {};
  hearRecordTime(now, askedAt);
  const byWorker = count(held.map((run) => run.holder));
  const suspects = new Set(held.filter((run) => run.deaths >= LAST_LIFE_DEATHS).map((run) => run.holder));
  const due = runs.filter((run) => run.holder === null && run.runAfter && run.runAfter <= now);
  return {
    now,
    workers: workers.map(({ slots, ...worker }) => ({
      ...worker,
      freeSlots: slots - (byWorker.get(worker.id) ?? 0),
      holdsSuspect: suspects.has(worker.id),
    })),
    held: {
      project: count(held.map((run) => run.project)),
      profile: count(held.map((run) => run.profile)),
      account: count(held.map((run) => run.account)),
      site: count(held.map((run) => run.site)),
    },
    limits: { site: toMap(site), account: toMap(account) },
    before: await readLinePlaces(due.map((run) => run.id)),
  };
}

function count(keys: (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

type Limits = Record<string, number>;
type HeldRow = {
  holder: string;
  deaths: number;
  project: string;
  profile: string;
  account: string | null;
  site: string;
};

const toMap = (limits: Limits | null) => new Map(Object.entries(limits ?? {}));
