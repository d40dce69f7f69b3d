/** When 1,000 viewers of one run have what happens in it, and what they cost, beside 1,000 blocking XREADs of the same stream. */
import type { Bench, Benchmark, Measured, Row } from "./support/benchmark.ts";
import type { Place } from "./support/benchStores.ts";
import { type Clients, startClients } from "./support/clients.ts";
import { startWeb, startWorker } from "./support/codiParts.ts";
import { histogram } from "./support/histogram.ts";
import { machineMs } from "./support/machineClock.mjs";
import { installPrinter, type PrintingRun, SOON_MS, startPrinting } from "./support/printing.ts";
import { processUse } from "./support/processUse.ts";
import { median, quantile } from "./support/quantile.ts";
import type { Received } from "./support/received.ts";
import { redisConnections } from "./support/redisConnections.ts";
import { toLatencies } from "./support/stamps.ts";
import { setTimeout as sleep } from "node:timers/promises";

/** `firstViewers` of each kind load the code of the streams, and are there before memory and connections are looked at. */
const full = { repetitions: 5, viewers: 1_000, firstViewers: 20, items: 200, calmMs: 5_000 };
const little = { repetitions: 1, viewers: 60, firstViewers: 20, items: 10, calmMs: 200 };
type Size = typeof full;

const EVERY_MS = 100;
const WARM_ITEMS = 20;
const GOALS_MS = { sse: 250, trpc: 500 } as const;

export const fanout: Benchmark = {
  measures: `10 events a second of one run until ${full.viewers} viewers have them, half of them over REST, half over tRPC`,
  yardstick: "a blocking XREAD of the same stream for each viewer",
  goal: "99 of 100 within 250 ms over REST and within 500 ms over tRPC, no connection to Redis more, nothing lost",
  run: measureFanout,
};

const transports = { sse: "REST", trpc: "tRPC" } as const;
type Kind = keyof typeof transports;
const kinds = ["sse", "trpc"] as const satisfies Kind[];

type Group = { latencies: number[]; lost: number; doubled: number };
type Product = Record<Kind, Group> & { bytesPerViewer: number; redisBefore: number; redisWith: number };
type Yardstick = { xread: Group; redisBefore: number; redisWith: number };
type Pair = { product: Product; yardstick: Yardstick };

async function measureFanout({ small, place, say }: Bench): Promise<Measured> {
  const size = small ? little : full;
  const worker = await startWorker(place, await installPrinter(place));
  try {
    const pairs: Pair[] = [];
    for (let n = 1; n <= size.repetitions; n += 1) {
      const pair = await measurePair(place, { size, productFirst: n % 2 === 1 });
      const { product, yardstick } = pair;
      say(
        `fanout ${n}/${size.repetitions}: p99 ${words(product.sse)} over REST, ${words(product.trpc)} over tRPC, ${words(yardstick.xread)} with an XREAD each`,
      );
      pairs.push(pair);
    }
    return { rows: rowsOf(pairs, size), raw: { ...size, everyMs: EVERY_MS, pairs: pairs.map(inShort) } };
  } finally {
    await worker.stop();
  }
}

const p99 = ({ latencies }: Group) => quantile(latencies, 0.99);
const words = (group: Group) => `${Math.round(p99(group))} ms`;

type Stage = { baseUrl: string; webPid: number; place: Place; clients: Clients };

/** Fresh processes each time: none is measured with what an earlier one had collected. */
async function measurePair(place: Place, { size, productFirst }: { size: Size; productFirst: boolean }): Promise<Pair> {
  const web = await startWeb(place);
  const clients = startClients(place);
  try {
    const stage = { baseUrl: web.baseUrl, webPid: web.pid, place, clients };
    await warmUp(stage, size.firstViewers);
    const before = productFirst ? null : await measureXreads(stage, size);
    const product = await measureProduct(stage, size);
    return { product, yardstick: before ?? (await measureXreads(stage, size)) };
  } finally {
    await clients.stop();
    await web.stop();
  }
}

/** The first events on their way through a process load code; users meet that once. */
async function warmUp({ clients, ...stage }: Stage, viewers: number): Promise<void> {
  const run = await startPrinting(stage, "items");
  const views = [...kinds, "xread" as const].map((kind) =>
    clients.view(kind, { baseUrl: stage.baseUrl, runId: run.runId, count: viewers }),
  );
  for (const { served } of views) await served;
  await run.print({ print: "items", startAt: machineMs(), everyMs: EVERY_MS / 2, count: WARM_ITEMS });
  for (const { received } of views) await received;
  await run.settled();
}

async function measureProduct(stage: Stage, size: Size): Promise<Product> {
  const { clients, baseUrl, webPid, place } = stage;
  const run = await startPrinting(stage, "items");
  const open = async (count: number) => {
    const views = kinds.map((kind) => clients.view(kind, { baseUrl, runId: run.runId, count: count / kinds.length }));
    for (const { served } of views) await served;
    return views.map(({ received }) => received);
  };
  const first = await open(size.firstViewers);
  await sleep(size.calmMs);
  const [redisBefore, before] = [await redisConnections(place.redisUrl), await processUse(webPid)];
  const others = await open(size.viewers - size.firstViewers);
  await sleep(size.calmMs);
  const after = await processUse(webPid);
  await printAll(run, size);
  const redisWith = await redisConnections(place.redisUrl);
  const groups = await Promise.all(
    kinds.map(async (_, n) =>
      groupOf(await Promise.all([first[n], others[n]]), { size, viewers: size.viewers / kinds.length }),
    ),
  );
  await run.settled();
  const [sse, trpc] = groups as [Group, Group];
  const bytesPerViewer = (after.memoryBytes - before.memoryBytes) / (size.viewers - size.firstViewers);
  return { sse, trpc, bytesPerViewer, redisBefore, redisWith };
}

async function measureXreads(stage: Stage, size: Size): Promise<Yardstick> {
  const { clients, baseUrl, place } = stage;
  const run = await startPrinting(stage, "items");
  const redisBefore = await redisConnections(place.redisUrl);
  const view = clients.view("xread", { baseUrl, runId: run.runId, count: size.viewers });
  await view.served;
  await sleep(size.calmMs);
  await printAll(run, size);
  const redisWith = await redisConnections(place.redisUrl);
  const xread = groupOf([await view.received], { size, viewers: size.viewers });
  await run.settled();
  return { xread, redisBefore, redisWith };
}

/** Resolves in the middle of it. */
async function printAll(run: PrintingRun, { items }: Size): Promise<void> {
  await run.print({ print: "items", startAt: machineMs() + SOON_MS, everyMs: EVERY_MS, count: items });
  await sleep(SOON_MS + (items * EVERY_MS) / 2);
}

function groupOf(
  parts: (Received | undefined)[],
  { size: { items }, viewers }: { size: Size; viewers: number },
): Group {
  const all = parts.flatMap((part) => part ?? []);
  const latencies = all.flatMap(({ times }) => toLatencies(times));
  if (latencies.length > items * viewers)
    throw new Error(`${viewers} viewers of ${items} items had ${latencies.length} of them.`);
  const sum = (of: (part: Received) => number) => all.reduce((total, part) => total + of(part), 0);
  return { latencies, lost: sum(({ lost }) => lost), doubled: sum(({ doubled }) => doubled) };
}

const inShort = ({ product, yardstick }: Pair) => ({
  product: { ...product, sse: groupInShort(product.sse), trpc: groupInShort(product.trpc) },
  yardstick: { ...yardstick, xread: groupInShort(yardstick.xread) },
});
const groupInShort = ({ latencies, ...group }: Group) => ({ ...group, milliseconds: histogram(latencies) });

function rowsOf(pairs: Pair[], { viewers }: Size): Row[] {
  const products = pairs.map(({ product }) => product);
  const yardsticks = pairs.map(({ yardstick }) => yardstick);
  const missed = ({ lost, doubled }: Group) => lost + doubled;
  const p50 = (of: (pair: Pair) => Group) => `${median(pairs.map((pair) => median(of(pair).latencies))).toFixed(1)} ms`;
  const memory = median(products.map(({ bytesPerViewer }) => bytesPerViewer / 1_024));
  const row = { judged: "product" as const };
  return [
    ...kinds.map((kind) => ({
      ...row,
      name: `fanout, ${transports[kind]}, p99`,
      unit: "ms",
      product: products.map((product) => p99(product[kind])),
      yardstick: yardsticks.map(({ xread }) => p99(xread)),
      goal: { atMost: GOALS_MS[kind] },
      also: `p50 ${p50(({ product }) => product[kind])}, with an XREAD each ${p50(({ yardstick }) => yardstick.xread)}`,
    })),
    {
      ...row,
      name: "fanout, more connections to Redis",
      unit: "connections",
      product: products.map(({ redisBefore, redisWith }) => redisWith - redisBefore),
      yardstick: yardsticks.map(({ redisBefore, redisWith }) => redisWith - redisBefore),
      goal: { atMost: 0 },
      also: `${products[0]?.redisBefore ?? 0} with the first viewers; ${Math.round(memory)} KiB of the web process a viewer`,
    },
    {
      ...row,
      name: "fanout, lost or twice",
      unit: "events",
      product: products.map(({ sse, trpc }) => missed(sse) + missed(trpc)),
      yardstick: yardsticks.map(({ xread }) => missed(xread)),
      goal: { atMost: 0 },
      also: `of ${((products[0]?.sse.latencies.length ?? 0) * kinds.length).toLocaleString("en-US")} items to ${viewers.toLocaleString("en-US")} viewers a repetition`,
    },
  ];
}
