/** How long a viewer that comes back at 0 waits until it has the whole log, beside a raw XRANGE loop over the same stream. */
import type { Bench, Benchmark, Measured, Row } from "./support/benchmark.ts";
import { type Clients, startClients } from "./support/clients.ts";
import { startWeb, startWorker } from "./support/codiParts.ts";
import { machineMs } from "./support/machineClock.mjs";
import { installPrinter, SOON_MS, startPrinting } from "./support/printing.ts";
import { median } from "./support/quantile.ts";

const full = { repetitions: 5, items: 100_000 };
const little = { repetitions: 1, items: 3_000 };

const GOAL = 3;
const PRINT_EVERY_MS = 1; // no faster than a worker brings them into the stores

export const replay: Benchmark = {
  measures: `a reconnect at 0 of ${full.items.toLocaleString("en-US")} events until the last is in hand`,
  yardstick: "a raw XRANGE loop over the same stream, 1,000 entries at a time",
  goal: `at most ${GOAL} times as long`,
  run: measureReplay,
};

const transports = { sse: "REST", trpc: "tRPC" } as const;
/** Milliseconds. */
type Repetition = { sse: number; trpc: number; raw: number };

async function measureReplay({ small, place, say }: Bench): Promise<Measured> {
  const { repetitions, items } = small ? little : full;
  // REST is the Redis stream: it begins at 0 only where that still has all of it.
  const room = { CODI_STREAM_MAXLEN: String(items * 2) };
  const settings = { ...(await installPrinter(place)), ...room };
  const web = await startWeb(place, room);
  const worker = await startWorker(place, settings).catch(async (error) => {
    await web.stop();
    throw error;
  });
  const clients = startClients(place);
  try {
    const run = await startPrinting({ baseUrl: web.baseUrl, place }, "items");
    await run.print({ print: "items", startAt: machineMs() + SOON_MS, everyMs: PRINT_EVERY_MS, count: items });
    await run.settled();
    const log = { baseUrl: web.baseUrl, runId: run.runId };
    const { entries } = await clients.readRaw("xrange", run.runId);
    const of = {
      sse: () => replayOnce(clients, "sse", { ...log, entries }),
      trpc: () => replayOnce(clients, "trpc", { ...log, entries }),
      raw: async () => (await clients.readRaw("xrange", run.runId)).ms,
    };
    const names = ["sse", "trpc", "raw"] as const;
    for (const name of names) await of[name](); // loads the code of each
    const measured: Repetition[] = [];
    for (let n = 1; n <= repetitions; n += 1) {
      const times = { sse: 0, trpc: 0, raw: 0 };
      for (const at of [0, 1, 2]) {
        const name = names[(n + at) % names.length] ?? "raw";
        times[name] = await of[name]();
      }
      const words = names.map((name) => `${name} ${Math.round(times[name])} ms`).join(", ");
      say(`replay ${n}/${repetitions}: ${words}`);
      measured.push(times);
    }
    return { rows: rowsOf(measured, entries), raw: { entries, measured } };
  } finally {
    await clients.stop();
    await Promise.all([web.stop(), worker.stop()]);
  }
}

async function replayOnce(
  clients: Clients,
  kind: keyof typeof transports,
  { baseUrl, runId, entries }: { baseUrl: string; runId: string; entries: number },
): Promise<number> {
  const { openedAt, lastAt, events, lost, doubled } = await clients.view(kind, { baseUrl, runId }).received;
  if (events !== entries || lost + doubled > 0)
    throw new Error(`Of ${entries} events ${events} came; ${lost} were lost, ${doubled} came twice.`);
  return lastAt - openedAt;
}

function rowsOf(measured: Repetition[], entries: number): Row[] {
  return (["sse", "trpc"] as const).map((kind) => {
    const seconds = median(measured.map((times) => times[kind])) / 1_000;
    return {
      name: `replay, ${transports[kind]}`,
      unit: "ms",
      product: measured.map((times) => times[kind]),
      yardstick: measured.map(({ raw }) => raw),
      judged: "ratio",
      goal: { atMost: GOAL },
      also: `${entries.toLocaleString("en-US")} events, ${Math.round(entries / seconds).toLocaleString("en-US")} a second`,
    };
  });
}
