/** Fills a Codi with a believable week of work, through the stores that DATABASE_URL and REDIS_URL name. */
import { bindInstance } from "#server/store/live/instance.ts";
import { database } from "#server/store/records/database.ts";
import { instanceId } from "#server/store/records/instanceTable.ts";
import { findOrMakeProject } from "#server/store/records/projectTable.ts";
import { profiles, projects, workerNames, workers } from "./seed/story/fleet.ts";
import type { SeededRun } from "./seed/story/seededRun.ts";
import { type Written, writeRun } from "./seed/story/writeRun.ts";

export type Seeded = { runs: (Written & { number: number; name: string })[]; workerIds: string[] };

/** `root` is the folder that holds the projects. Workers must be kept alive from here on. */
export async function seedCodi(runs: readonly SeededRun[], root: string): Promise<Seeded> {
  const workerIds = await seedFleet(root);
  const written: Seeded["runs"] = [];
  for (const run of runs) written.push({ ...(await writeRun(run, root)), number: run.number, name: run.name });
  await database().$executeRaw`
    SELECT setval(pg_get_serial_sequence('run', 'number'), (SELECT max(number) FROM run))`;
  return { runs: written, workerIds };
}

/** Projects, profiles and workers, without a run; answers the workers that are alive. */
export async function seedFleet(root: string): Promise<string[]> {
  await bindInstance(await instanceId());
  for (const [name, { limit }] of Object.entries(projects)) {
    const { id } = await findOrMakeProject(database(), `${root}/${name}`, name);
    await database().$executeRaw`UPDATE project SET run_limit = ${limit} WHERE id = ${id}::uuid`;
  }
  for (const [name, { model, reasoning, account, limit }] of Object.entries(profiles)) {
    const profile = { name, harness: "codex", model, reasoning, account, authKind: "chatgpt", runLimit: limit };
    await database().profile.upsert({ where: { name }, create: profile, update: profile });
  }
  for (const name of workerNames) await seedWorker(workers[name]);
  return workerNames.filter((name) => workers[name].goneMinutes === null).map((name) => workers[name].id);
}

async function seedWorker({ upMinutes, goneMinutes, sites, ...worker }: (typeof workers)["one"]): Promise<void> {
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const row = {
    ...worker,
    sites: [...sites],
    bootId: `seeded-${worker.host}`,
    pidNamespace: "seeded",
    processStart: "0",
    version: "0.1.0",
    startedAt: ago(upMinutes),
    heartbeatAt: ago(goneMinutes ?? 0),
  };
  await database().worker.upsert({ where: { id: row.id }, create: row, update: row });
}
