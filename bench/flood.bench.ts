/** What a child that prints 1 GB does to its worker and to the run beside it, and whether every byte of it is accounted for. */
import type { Bench, Benchmark, Measured, Row } from "./support/benchmark.ts";
import type { Place } from "./support/benchStores.ts";
import { type Clients, startClients } from "./support/clients.ts";
import { startWeb, startWorker } from "./support/codiParts.ts";
import { type Accounts, readAccounts } from "./support/floodAccounts.ts";
import { machineMs } from "./support/machineClock.mjs";
import { installPrinter, type Orders, printIntoCat, SOON_MS, startPrinting } from "./support/printing.ts";
import { median, quantile } from "./support/quantile.ts";
import { dueWithin } from "./support/stamps.ts";
import { type MemoryWatch, watchMemory } from "./support/watchMemory.ts";
import { setTimeout as sleep } from "node:timers/promises";

type Size = { repetitions: number; bytes: number; kinds: { name: string; lineBytes: number | null }[]; calmMs: number };
const LINES = { name: "lines of 100 bytes", lineBytes: 100 };
const full: Size = {
  repetitions: 5,
  bytes: 1_000_000_000,
  kinds: [LINES, { name: "one line", lineBytes: null }],
  calmMs: 10_000,
};
const little: Size = { repetitions: 1, bytes: 20_000_000, kinds: [LINES], calmMs: 1_000 };

const GOAL_MB = 200;
/** The run beside it: each of its lines is the first after quiet, so that no pace delays it. */
const BESIDE_EVERY_MS = 150;

export const flood: Benchmark = {
  measures: "a child prints 1 GB: memory of its worker, and every byte of it accounted for",
  yardstick: "the same program into cat > /dev/null",
  goal: `at most ${GOAL_MB} MB; printed = stored + cut, printed = shown + skipped, to the byte`,
  run: measureFlood,
};

/** Bytes and milliseconds; the two lists are those of the other run's lines. */
type Repetition = {
  memory: Awaited<ReturnType<MemoryWatch["stop"]>>;
  accounts: Accounts;
  floodMs: number;
  catMs: number;
  beside: number[];
  calm: number[];
};

async function measureFlood({ small, place, say }: Bench): Promise<Measured> {
  const { repetitions, bytes, kinds, calmMs } = small ? little : full;
  const settings = await installPrinter(place);
  const web = await startWeb(place);
  const clients = startClients(place);
  try {
    const stage = { baseUrl: web.baseUrl, place, clients, settings, calmMs };
    const measured = kinds.map((kind) => ({ ...kind, all: [] as Repetition[] }));
    for (let n = 1; n <= repetitions; n += 1)
      for (const { name, lineBytes, all } of measured) {
        const order = (startAt: number): Orders => ({ print: "flood", startAt, bytes, lineBytes });
        const one = await measureOne(stage, { order, floodFirst: n % 2 === 1 });
        all.push(one);
        const { memory, accounts } = one;
        say(
          `flood ${n}/${repetitions}, ${name}: ${toMb(memory.most).toFixed(0)} MB, ${unaccounted(accounts)} bytes unaccounted for, ${words(one)}`,
        );
      }
    return { rows: measured.flatMap(({ name, all }) => rowsOf(name, all)), raw: { bytes, calmMs, measured } };
  } finally {
    await clients.stop();
    await web.stop();
  }
}

type Stage = {
  baseUrl: string;
  place: Place;
  clients: Clients;
  settings: Record<string, string>;
  calmMs: number;
};

/** A fresh worker each time: what an earlier flood left in its memory is not measured again. */
async function measureOne(
  stage: Stage,
  { order, floodFirst }: { order: (startAt: number) => Orders; floodFirst: boolean },
): Promise<Repetition> {
  const { place, clients, baseUrl, calmMs } = stage;
  const catBefore = floodFirst ? null : await printIntoCat(place, order);
  const worker = await startWorker(place, stage.settings);
  try {
    const other = await startPrinting(stage, "lines");
    const view = clients.view("sse", { baseUrl, runId: other.runId });
    await view.served;
    await other.print({ print: "lines", startAt: machineMs() + SOON_MS, everyMs: BESIDE_EVERY_MS, count: 1_000_000 });
    await sleep(SOON_MS);
    const stayCalm = async () => {
      const from = machineMs();
      await sleep(calmMs);
      return { from, to: machineMs() };
    };
    const calmBefore = floodFirst ? null : await stayCalm();
    const flooded = await floodOnce(stage, { pid: worker.pid, order });
    const calm = calmBefore ?? (await stayCalm());
    await other.stop();
    const { times } = await view.received;
    await other.settled();
    const catMs = catBefore ?? (await printIntoCat(place, order));
    return { ...flooded.result, catMs, beside: dueWithin(times, flooded), calm: dueWithin(times, calm) };
  } finally {
    await worker.stop();
  }
}

/** From the first byte until the run has settled: its output is stored until then. */
async function floodOnce(stage: Stage, { pid, order }: { pid: number; order: (startAt: number) => Orders }) {
  const run = await startPrinting(stage, "flood");
  const memory = await watchMemory(pid);
  const startAt = machineMs() + SOON_MS;
  await run.print(order(startAt));
  const { bytes, endedAt } = await run.printed();
  await run.settled();
  const to = machineMs();
  const result = {
    memory: await memory.stop(),
    floodMs: endedAt - startAt,
    accounts: await readAccounts(stage.baseUrl, { runId: run.runId, printed: bytes }),
  };
  return { result, from: startAt, to };
}

const toMb = (bytes: number) => bytes / 1_000_000;
const p99 = (values: number[]) => quantile(values, 0.99);
const unaccounted = ({ notStored, notShown }: Accounts) => notStored + notShown;
const words = ({ floodMs, catMs, beside, calm }: Repetition) =>
  `taken in ${(floodMs / 1_000).toFixed(2)} s (cat ${(catMs / 1_000).toFixed(2)} s), the other run's p99 ${p99(beside).toFixed(0)} ms (without ${p99(calm).toFixed(0)} ms)`;

function rowsOf(name: string, all: Repetition[]): Row[] {
  const middle = (of: (one: Repetition) => number) => median(all.map(of));
  const seconds = (of: (one: Repetition) => number) => `${(middle(of) / 1_000).toFixed(2)} s`;
  const mb = (of: (accounts: Accounts) => number) =>
    `${Math.round(toMb(middle(({ accounts }) => of(accounts)))).toLocaleString("en-US")} MB`;
  const kernels = Math.round(toMb(middle(({ memory }) => memory.kernelsMost ?? memory.most)));
  return [
    {
      name: `flood, ${name}, memory of the worker`,
      unit: "MB",
      product: all.map(({ memory }) => toMb(memory.most)),
      yardstick: null,
      judged: "product",
      goal: { atMost: GOAL_MB },
      also: `${Math.round(toMb(middle(({ memory }) => memory.before)))} MB before, ${kernels} MB the most that the kernel saw; taken in ${seconds(({ floodMs }) => floodMs)}, by cat in ${seconds(({ catMs }) => catMs)}`,
    },
    {
      name: `flood, ${name}, not accounted for`,
      unit: "bytes",
      product: all.map(({ accounts }) => unaccounted(accounts)),
      yardstick: null,
      judged: "product",
      goal: { atMost: 0 },
      also: `${mb(({ stored }) => stored)} stored and ${mb(({ cut }) => cut)} cut, ${mb(({ shown }) => shown)} shown and ${mb(({ skipped }) => skipped)} skipped; lines of another run p99 ${middle(({ beside }) => p99(beside)).toFixed(1)} ms, without the flood ${middle(({ calm }) => p99(calm)).toFixed(1)} ms`,
    },
  ];
}
