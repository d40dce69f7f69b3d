/** Asks /api/health all the time, as whoever watches an installation does, and notes what it answered. */
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./askCodi.ts";
import type { HealthNote } from "./checker/evidence.ts";

const EVERY_MS = 500;

export function watchHealth(baseUrl: string): { notes: HealthNote[]; stop(): Promise<void> } {
  const notes: HealthNote[] = [];
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const askedAt = Date.now();
      const answer = await ask(`${baseUrl}/api/health`);
      if (answer)
        notes.push({
          askedAt,
          answeredAt: Date.now(),
          http: answer.http,
          postgres: answer.body.postgres === true,
          redis: answer.body.redis === true,
        });
      await sleep(EVERY_MS, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return {
    notes,
    async stop() {
      over.abort();
      await watching;
    },
  };
}
