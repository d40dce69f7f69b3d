/** What a test file with real workers begins with: a root for its workspaces, ample time, and workers that are ended as a deploy ends them. */
import { afterAll, afterEach, vi } from "vitest";
import { closeRedis } from "#server/store/live/redis.ts";
import { database } from "#server/store/records/database.ts";
import { makeRoot } from "./commandRuns.ts";
import { openOwnRelays, type OwnRelays } from "./ownRelays.ts";
import { startWorker, type TestWorker } from "./startWorker.ts";

export type TestWorkers = {
  root: string;
  /** `before` is what a shell does before it becomes the worker. */
  newWorker(settings?: Record<string, string>, before?: string): Promise<TestWorker>;
  /** For one worker; mended before the workers are ended, since they need their stores to leave. */
  newRelays(): Promise<OwnRelays>;
};

/** Call it once, before any hook of the file: what it registers is undone last. */
export async function testWorkers(
  always: Record<string, string> = {},
  { endedAfter = "each" }: { endedAfter?: "each" | "all" } = {},
): Promise<TestWorkers> {
  // Many real processes at once: on a busy machine they take their time.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
  const root = await makeRoot();
  const workers: TestWorker[] = [];
  const relays: OwnRelays[] = [];
  afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));
  const end = async () => {
    await Promise.all(relays.flatMap(({ postgres, redis }) => [postgres.mend(), redis.mend()]));
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await Promise.all(relays.splice(0).map((own) => own.close()));
  };
  if (endedAfter === "each") afterEach(end);
  else afterAll(end);
  return {
    root,
    async newWorker(settings = {}, before) {
      const worker = await startWorker({ ...always, ...settings }, before);
      workers.push(worker);
      return worker;
    },
    async newRelays() {
      const own = await openOwnRelays();
      relays.push(own);
      return own;
    },
  };
}
