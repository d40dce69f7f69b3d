/** What is in the stores, stage after stage: nothing, workers, runs, and at last nobody to execute them. */
import { closeRedis } from "#server/store/live/redis.ts";
import { closeDatabase, database } from "#server/store/records/database.ts";
import { keepAlive } from "./keepAlive.ts";
import { seededRuns } from "./seed/seededRuns.ts";
import { seedCodi, seedFleet, type Seeded } from "./seedCodi.ts";
import type { Stage } from "./shot.ts";

export type Stages = {
  /** Stages come in their order; one that no picture needs may be left out. */
  enter(stage: Stage): Promise<void>;
  runId(number: number): string;
  /** What the pages take for now. */
  seededAt(): number;
  close(): Promise<void>;
};

export function openStages(root: string): Stages {
  let seeded: Seeded | null = null;
  let seededAt = Date.now();
  let stop = async () => undefined as void;

  async function live(fleet: Seeded): Promise<void> {
    await stop();
    const over = new AbortController();
    const alive = keepAlive(fleet, over.signal);
    stop = async () => {
      over.abort();
      await alive;
    };
  }

  async function seed(): Promise<void> {
    if (seeded) return;
    seeded = await seedCodi(seededRuns, root);
    seededAt = Date.now();
    await live(seeded);
  }

  const enterStage = {
    bare: async () => undefined,
    staffed: async () => live({ runs: [], workerIds: await seedFleet(root) }),
    seeded: seed,
    deserted: async () => {
      await seed();
      await stop();
      await database().$executeRaw`UPDATE worker SET heartbeat_at = now() - interval '40 seconds'`;
    },
  } as const satisfies Record<Stage, () => Promise<void>>;

  return {
    enter: (stage) => enterStage[stage](),
    runId(number) {
      const run = seeded?.runs.find((one) => one.number === number);
      if (!run) throw new Error(`No run ${number} is seeded.`);
      return run.runId;
    },
    seededAt: () => seededAt,
    async close() {
      await stop();
      await Promise.all([closeRedis(), closeDatabase()]);
    },
  };
}
