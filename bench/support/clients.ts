/** The process in which a benchmark's viewers live, as the benchmark asks it. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { settledWithin } from "#server/store/live/settledWithin.ts";
import type { Place } from "./benchStores.ts";
import type { Asked, RawRead, Told } from "./clientProcess.ts";
import type { Received } from "./received.ts";
import type { ViewerKind } from "./viewRun.ts";

export type Viewing = {
  /** Each of them is served: what comes from now on is live. */
  served: Promise<void>;
  /** Each of them has the run's last event. */
  received: Promise<Received>;
};

export type Clients = {
  /** Viewers of one kind, each from the run's first event on. */
  view(kind: ViewerKind, run: { baseUrl: string; runId: string; count?: number }): Viewing;
  /** A whole stream, as fast as ioredis gives it. */
  readRaw(how: "xread" | "xrange", runId: string): Promise<RawRead>;
  stop(): Promise<void>;
};

const TSX = join(process.cwd(), "node_modules", "tsx", "dist", "loader.mjs");
const WITHIN_MS = 300_000; // far more than any window of a benchmark takes

type Waiting = { served: () => void; done: (told: Told) => void; failed: (error: Error) => void };

export function startClients({ redisUrl }: Place): Clients {
  const child = fork(join("bench", "support", "clientProcess.ts"), {
    execArgv: ["--import", TSX],
    serialization: "advanced",
  });
  const waiting = new Map<number, Waiting>();
  let asks = 0;
  child.on("message", (told: Told) => {
    const asker = waiting.get(told.id);
    if ("served" in told) return asker?.served();
    waiting.delete(told.id);
    if ("failed" in told) asker?.failed(new Error(told.failed));
    else asker?.done(told);
  });
  const exited = once(child, "exit").then(() => {
    for (const { failed } of waiting.values()) failed(new Error("The process of the viewers has ended."));
  });

  function ask(work: Asked["work"], { baseUrl, runId }: { baseUrl: string; runId: string }) {
    const id = (asks += 1);
    let serve: () => void = () => undefined;
    const isServed = new Promise<void>((resolve) => (serve = resolve));
    const told = new Promise<Told>((done, failed) => waiting.set(id, { served: serve, done, failed }));
    const answer = settledWithin(told, { ms: WITHIN_MS }).then((settled) => {
      if (settled) return settled.value;
      throw new Error(`${JSON.stringify(work)} of ${runId} was not over within ${WITHIN_MS / 1_000} s.`);
    });
    answer.catch(() => undefined); // thrown where it is awaited
    child.send({ id, target: { baseUrl, redisUrl, runId }, work } satisfies Asked);
    return { served: Promise.race([isServed, answer.then(() => undefined)]), answer };
  }

  return {
    view(kind, { count = 1, ...run }) {
      const { served, answer } = ask({ view: kind, count }, run);
      served.catch(() => undefined);
      return { served, received: answer.then((told) => ("received" in told ? told.received : notAsked(told))) };
    },
    async readRaw(how, runId) {
      const told = await ask({ read: how }, { baseUrl: "", runId }).answer;
      return "read" in told ? told.read : notAsked(told);
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

function notAsked(told: Told): never {
  throw new Error(`The viewers answered something else: ${Object.keys(told).join()}.`);
}
