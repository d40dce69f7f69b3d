/** A listener outside the browser: the run's event stream over plain HTTP, each event with the time of its arrival. */
import { get } from "node:http";
import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { Codi } from "./codi.ts";

type Received = { event: StoredEvent; receivedAt: number };

export type Listener = AsyncDisposable & {
  /** The first event, of those that came and those that come, that fits. */
  untilEvent(fits: (event: StoredEvent) => boolean): Promise<Received>;
};

export async function listen(codi: Codi, runId: string): Promise<Listener> {
  const response = await new Promise<IncomingMessage>((answered, failed) => {
    get(`${codi.baseUrl}/api/runs/${runId}/stream?from=0-0`, answered).once("error", failed);
  });
  if (response.statusCode !== 200) throw new Error(`The stream answered ${response.statusCode ?? "nothing"}.`);
  const received: Received[] = [];
  let ended = false;
  let look = () => {};
  const reading = (async () => {
    for await (const line of createInterface({ input: response })) {
      if (!line.startsWith("data: {")) continue;
      received.push({ event: JSON.parse(line.slice("data: ".length)) as StoredEvent, receivedAt: Date.now() });
      look();
    }
    ended = true;
    look();
  })();
  return {
    async untilEvent(fits) {
      for (;;) {
        const found = received.find(({ event }) => fits(event));
        if (found) return found;
        if (ended) throw new Error("The stream ended before that event came.");
        await new Promise<void>((resolve) => (look = resolve));
      }
    },
    async [Symbol.asyncDispose]() {
      response.destroy();
      await reading.catch(() => undefined);
    },
  };
}
