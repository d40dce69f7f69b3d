/** The worker processes of one test: started by it, and ended after it as a deploy ends them. */
import { afterEach } from "vitest";
import { startWorker, type TestWorker } from "./startWorker.ts";

/** Call it once at the top of a test file. */
export function testWorkers(always: Record<string, string> = {}) {
  let workers: TestWorker[] = [];
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    workers = [];
  });
  return async (settings: Record<string, string> = {}): Promise<TestWorker> => {
    const worker = await startWorker({ ...always, ...settings });
    workers.push(worker);
    return worker;
  };
}
