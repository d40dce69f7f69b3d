/** Its own process: follows the runs that it is told of, each with several viewers, until they are over. */
import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { viewRun } from "./viewRun.ts";

type Told = { run: string; index: number; viewers: number } | { finish: number };

const [baseUrl = "", folder = "", seed = "1"] = process.argv.slice(2);
const viewing: Promise<void>[] = [];
const finishing = new AbortController();
const over = new AbortController();
// Every viewer listens to both.
setMaxListeners(0, finishing.signal, over.signal);

process.on("disconnect", () => process.exit(1));
process.on("message", (told: Told) => {
  if ("finish" in told) void finish(told.finish);
  else
    for (let viewer = 0; viewer < told.viewers; viewer += 1)
      viewing.push(
        viewRun(
          { baseUrl, folder, seed, runId: told.run, index: told.index, viewer },
          { finishing: finishing.signal, over: over.signal },
        ),
      );
});

/** Everything is settled: who has not come yet comes now, and all must see the end. */
async function finish(withinMs: number): Promise<void> {
  finishing.abort();
  await Promise.race([Promise.all(viewing), sleep(withinMs)]);
  over.abort();
  await Promise.all(viewing);
  process.send?.({ ended: true }, () => process.disconnect());
}
