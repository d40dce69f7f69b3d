/** How many events a second come from the recorder through Redis to one tRPC client, beside a raw XREAD of the same stream. */
import type { Bench, Benchmark, Measured, Row } from "./support/benchmark.ts";
import { type Clients, startClients } from "./support/clients.ts";
import { startWeb, startWorker } from "./support/codiParts.ts";
import { machineMs } from "./support/machineClock.mjs";
import { installPrinter, SOON_MS, startPrinting } from "./support/printing.ts";
import { median } from "./support/quantile.ts";
import type { ViewerKind } from "./support/viewRun.ts";

const full = { repetitions: 5, items: 30_000, warmItems: 5_000 };
const little = { repetitions: 1, items: 3_000, warmItems: 1_000 };

const GOAL = 0.4;

export const throughput: Benchmark = {
  measures: "events a second from the recorder through Redis to one tRPC client",
  yardstick: "a raw XREAD of the same stream, 1,000 entries at a time",
  goal: `at least ${GOAL} of it`,
  run: measureThroughput,
};

/** Events a second. `inPlace` is a blocking XREAD in the place of the client: what worker and Redis give without a web. */
type Repetition = { product: number; raw: number; inPlace: number };

async function measureThroughput({ small, place, say }: Bench): Promise<Measured> {
  const { repetitions, items, warmItems } = small ? little : full;
  const room = { CODI_STREAM_MAXLEN: String(items * 2) };
  const settings = { ...(await installPrinter(place)), ...room };
  const web = await startWeb(place, room);
  const worker = await startWorker(place, settings).catch(async (error) => {
    await web.stop();
    throw error;
  });
  const clients = startClients(place);
  try {
    const stage = { baseUrl: web.baseUrl, place, clients };
    await printItems(stage, "trpc", warmItems);
    // A stream to read stands there before the first repetition too, so that either can come first.
    let { runId } = await printItems(stage, "trpc", items);
    const measured: Repetition[] = [];
    for (let n = 1; n <= repetitions; n += 1) {
      const readRaw = async () => rate(await clients.readRaw("xread", runId));
      const before = n % 2 === 0 ? await readRaw() : null;
      const product = await printItems(stage, "trpc", items);
      ({ runId } = product);
      const raw = before ?? (await readRaw());
      const inPlace = await printItems(stage, "xread", items);
      measured.push({ product: product.perSecond, raw, inPlace: inPlace.perSecond });
      say(
        `throughput ${n}/${repetitions}: ${Math.round(product.perSecond)} a second, raw ${Math.round(raw)}, an XREAD in the client's place ${Math.round(inPlace.perSecond)}`,
      );
    }
    return { rows: [rowOf(measured)], raw: { items, measured } };
  } finally {
    await clients.stop();
    await Promise.all([web.stop(), worker.stop()]);
  }
}

const rate = ({ ms, entries }: { ms: number; entries: number }) => entries / (ms / 1_000);

/** From when the first was due until the last was in hand. */
async function printItems(
  { baseUrl, place, clients }: { baseUrl: string; place: Bench["place"]; clients: Clients },
  kind: ViewerKind,
  count: number,
): Promise<{ runId: string; perSecond: number }> {
  const run = await startPrinting({ baseUrl, place }, "items");
  const view = clients.view(kind, { baseUrl, runId: run.runId });
  await view.served;
  const startAt = machineMs() + SOON_MS;
  await run.print({ print: "items", startAt, everyMs: 0, count });
  const { times, lost, doubled } = await view.received;
  await run.settled();
  const came = times.length / 3;
  if (came !== count || lost + doubled > 0)
    throw new Error(`Of ${count} items ${came} came; ${lost} events were lost, ${doubled} came twice.`);
  const lastAt = times.at(-1) ?? NaN;
  return { runId: run.runId, perSecond: rate({ ms: lastAt - startAt, entries: count }) };
}

function rowOf(measured: Repetition[]): Row {
  const inPlace = Math.round(median(measured.map((one) => one.inPlace)));
  return {
    name: "throughput",
    unit: "events/s",
    product: measured.map(({ product }) => product),
    yardstick: measured.map(({ raw }) => raw),
    judged: "ratio",
    goal: { atLeast: GOAL },
    also: `an XREAD in the client's place, as the events come: ${inPlace.toLocaleString("en-US")} events/s`,
  };
}
