/** Its own process: viewers of every door who come, stay a while and leave, so many a minute, some of them rudely. */
import { setMaxListeners } from "node:events";
import { get } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "./seededRandom.mjs";
import type { SoakCounts } from "./soak/soakEvidence.ts";

type Runs = readonly [string, ...string[]];
type Places = { living: Runs; settled: Runs };
type Told = (Places & { aMinute: number }) | { finish: true };

const [baseUrl = "", seed = "1"] = process.argv.slice(2);
const SHORTEST_MS = 100;
const LONGEST_MS = 20_000;
const TELL_EVERY_MS = 1_000;
/** The web may be slow for a moment; a door that stays shut is a finding. */
const ANSWER_MS = 30_000;

const random = seededRandom(seed, "churn");
const over = new AbortController();
// Every viewer listens to it.
setMaxListeners(0, over.signal);
const counts: SoakCounts = { opened: 0, left: 0, brokenOff: 0, refused: {} };
const open = new Set<Promise<void>>();

process.on("disconnect", () => process.exit(1));
process.on("message", (told: Told) => {
  if ("finish" in told) over.abort();
  else void churn(told);
});

const trpc = (name: string, input: object) =>
  `/api/trpc/${name}?${new URLSearchParams({ input: JSON.stringify(input) }).toString()}`;

/** Live ones and ones that end, whole logs and only what is new, streams and answers. */
const doors = {
  "a REST stream from now on": ({ living }: Places) => `/api/runs/${random.pick(living)}/stream`,
  "a REST stream from the first event": ({ living }: Places) => `/api/runs/${random.pick(living)}/stream?from=0-0`,
  "a REST stream of a settled run": ({ settled }: Places) => `/api/runs/${random.pick(settled)}/stream?from=0-0`,
  "a subscription from the first event": ({ living }: Places) => trpc("runs.events", { runId: random.pick(living) }),
  "a subscription to a settled run": ({ settled }: Places) => trpc("runs.events", { runId: random.pick(settled) }),
  "the subscription of every page": () => trpc("feed.changes", {}),
  "the list": () => "/api/runs?limit=100",
  "the list over tRPC": () => trpc("runs.list", { limit: 100 }),
  "the page of the list": () => "/runs",
  "the page of a run": ({ living }: Places) => `/runs/${random.pick(living)}?tab=log`,
} as const satisfies Record<string, (places: Places) => string>;
type Door = keyof typeof doors;
const names = Object.keys(doors) as [Door, ...Door[]];

async function churn({ aMinute, ...places }: Places & { aMinute: number }): Promise<void> {
  const telling = setInterval(() => process.send?.({ open: open.size }), TELL_EVERY_MS);
  const everyMs = 60_000 / aMinute;
  for (let at = performance.now(); !over.signal.aborted; at += everyMs) {
    await sleep(Math.max(0, at - performance.now()), undefined, { signal: over.signal }).catch(() => undefined);
    const name = random.pick(names);
    const visit = visitOnce(name, doors[name](places)).finally(() => open.delete(visit));
    open.add(visit);
  }
  await Promise.all(open);
  clearInterval(telling);
  process.send?.({ open: 0, counts }, () => process.disconnect());
}

function refuse(what: string): void {
  counts.refused[what] = (counts.refused[what] ?? 0) + 1;
}

async function visitOnce(name: string, path: string): Promise<void> {
  const stays = random.between(SHORTEST_MS, LONGEST_MS);
  // Every third hardly reads, and every second leaves without a word.
  const [isSlow, isRude] = [random.chance(1 / 3), random.chance(0.5)];
  counts.opened += 1;
  try {
    const { request, response } = await ask(path);
    response.on("error", () => undefined); // it left while something came
    if (response.statusCode !== 200) refuse(`${response.statusCode ?? "nothing"} to ${name}`);
    const ended = new Promise<void>((resolve) => response.once("close", resolve));
    if (isSlow) response.pause();
    else response.resume();
    await Promise.race([ended, sleep(stays, undefined, { signal: over.signal }).catch(() => undefined)]);
    if (!response.closed && isRude) {
      counts.brokenOff += 1;
      request.socket?.resetAndDestroy();
    }
    request.destroy();
    response.destroy();
  } catch (error) {
    refuse(`${error instanceof Error ? error.message : String(error)} to ${name}`);
  }
  counts.left += 1;
}

/** A connection of its own, as a new viewer has it. */
async function ask(path: string): Promise<{ request: ClientRequest; response: IncomingMessage }> {
  return new Promise((answered, failed) => {
    const headers = { accept: "text/event-stream, text/html, */*", "sec-fetch-site": "same-origin" };
    const request = get(baseUrl + path, { agent: false, headers }, (response) => {
      request.setTimeout(0);
      answered({ request, response });
    });
    request.setTimeout(ANSWER_MS, () => request.destroy(new Error("no answer")));
    request.on("error", failed);
  });
}
