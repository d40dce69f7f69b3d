/** What the web process spends on viewers to whom nothing happens, with the pings that keep their connections alive and without. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench, Benchmark, Measured } from "./support/benchmark.ts";
import { inPostgres, type Place } from "./support/benchStores.ts";
import { clickStart, oneTurn } from "./support/clickStart.ts";
import { startWeb, startWorker } from "./support/codiParts.ts";
import { processUse } from "./support/processUse.ts";
import { median } from "./support/quantile.ts";
import { redisConnections } from "./support/redisConnections.ts";
import { openViewers } from "./support/viewers.ts";

/** `windowMs` holds two pings of every viewer. `firstViewers` load the code of both streams before anything is counted. */
const full = { pairs: 5, viewers: 1_000, firstViewers: 20, pingMs: 15_000, windowMs: 30_000, calmMs: 5_000 };
const little = { pairs: 1, viewers: 60, firstViewers: 20, pingMs: 1_000, windowMs: 2_000, calmMs: 500 };
type Size = typeof full;

const GOAL = 1.2;
const TICK_MS = 10; // less than that is not seen: it counts as that
const TURN_WITHIN_MS = 30_000;

export const idle: Benchmark = {
  measures: `processor time of the web process with ${full.viewers} idle viewers of a run in a silent turn`,
  yardstick: "the same with pings off (CODI_KEEPALIVE_MS=0)",
  goal: `at most ${GOAL} times as much`,
  run: measureIdle,
};

type Window = {
  pingMs: number;
  cpuPercent: number;
  bytesPerViewer: number;
  redisBefore: number;
  redisWith: number;
  pings: { sse: number; trpc: number };
};

async function measureIdle({ small, place, say }: Bench): Promise<Measured> {
  const size = small ? little : full;
  const worker = await startWorker(place);
  try {
    const runId = await startSilentRun(place);
    const pairs: { on: Window; off: Window }[] = [];
    for (let n = 1; n <= size.pairs; n += 1) {
      const measure = (pingMs: number) => measureWindow(place, runId, { ...size, pingMs });
      // Who comes first changes: what slowly changes on the machine favours neither.
      const first = n % 2 === 1 ? size.pingMs : 0;
      const [one, other] = [await measure(first), await measure(size.pingMs - first)];
      const [on, off] = first === 0 ? [other, one] : [one, other];
      say(`idle ${n}/${size.pairs}: ${on.cpuPercent.toFixed(1)} % with pings, ${off.cpuPercent.toFixed(1)} % without`);
      pairs.push({ on, off });
    }
    return { rows: rowsOf(pairs), raw: { ...size, pairs } };
  } finally {
    await worker.stop();
  }
}

/** A fresh web process each time: none is measured with what an earlier one had collected. */
async function measureWindow(place: Place, runId: string, size: Size): Promise<Window> {
  const web = await startWeb(place, { CODI_KEEPALIVE_MS: String(size.pingMs) });
  const closing: (() => void)[] = [];
  const open = async (count: number) => {
    const viewers = await openViewers(web.baseUrl, runId, count);
    closing.push(viewers.close);
    return viewers;
  };
  try {
    await open(size.firstViewers);
    await sleep(size.calmMs);
    const before = await processUse(web.pid);
    const redisBefore = await redisConnections(place.redisUrl);
    const counted = size.viewers - size.firstViewers;
    const viewers = await open(counted);
    await sleep(size.calmMs);
    const [pingsBefore, from, startedAt] = [viewers.pings(), await processUse(web.pid), performance.now()];
    await sleep(size.windowMs);
    const [pingsAfter, to, endedAt] = [viewers.pings(), await processUse(web.pid), performance.now()];
    const pings = { sse: pingsAfter.sse - pingsBefore.sse, trpc: pingsAfter.trpc - pingsBefore.trpc };
    if (viewers.open() < counted) throw new Error(`${counted - viewers.open()} viewers were cut off.`);
    requirePings(pings, size.pingMs > 0);
    return {
      pingMs: size.pingMs,
      cpuPercent: (Math.max(TICK_MS, to.cpuMs - from.cpuMs) / (endedAt - startedAt)) * 100,
      bytesPerViewer: (to.memoryBytes - before.memoryBytes) / counted,
      redisBefore,
      redisWith: await redisConnections(place.redisUrl),
      pings,
    };
  } finally {
    for (const close of closing) close();
    await web.stop();
  }
}

/** The setting governs both transports, or the two windows would not differ by what they are compared for. */
function requirePings({ sse, trpc }: Window["pings"], on: boolean): void {
  if (sse > 0 !== on || trpc > 0 !== on)
    throw new Error(`With pings ${on ? "on" : "off"} there came ${sse} over SSE and ${trpc} over tRPC.`);
}

/** Its turn sleeps for longer than anything here takes. */
async function startSilentRun(place: Place): Promise<string> {
  await inPostgres(place.databaseUrl, (client) =>
    client.query("INSERT INTO profile (name, harness, command) VALUES ('silent', 'command', $1)", [
      JSON.stringify(["sleep", "3600"]),
    ]),
  );
  const web = await startWeb(place);
  try {
    const runId = await clickStart(web.baseUrl, await oneTurn(place, { mission: "Say nothing.", profile: "silent" }));
    const deadline = performance.now() + TURN_WITHIN_MS;
    for (;;) {
      const answer = await fetch(`${web.baseUrl}/api/runs/${runId}/events?after=0`);
      const { events } = (await answer.json()) as { events: { type: string }[] };
      if (events.some(({ type }) => type === "turn_started")) return runId;
      if (performance.now() > deadline) throw new Error("The silent turn did not begin.");
      await sleep(50);
    }
  } finally {
    await web.stop();
  }
}

function rowsOf(pairs: { on: Window; off: Window }[]): Measured["rows"] {
  const on = pairs.map((pair) => pair.on);
  const memory = median(on.map(({ bytesPerViewer }) => bytesPerViewer / 1_024));
  const connections = (which: "redisBefore" | "redisWith") => Math.max(...on.map((window) => window[which]));
  return [
    {
      name: "idle",
      unit: "% of a core",
      product: on.map(({ cpuPercent }) => cpuPercent),
      yardstick: pairs.map(({ off }) => off.cpuPercent),
      judged: "ratio",
      goal: { atMost: GOAL },
      also: `${Math.round(memory)} KiB a viewer; Redis connections ${connections("redisBefore")}, with all viewers ${connections("redisWith")}`,
    },
  ];
}
