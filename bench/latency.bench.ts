/** From a line on a child's stdout until a viewer has it in hand, beside the same program read through a pipe. */
import type { Bench, Benchmark, Measured, Row } from "./support/benchmark.ts";
import { type Clients, startClients } from "./support/clients.ts";
import { startWeb, startWorker } from "./support/codiParts.ts";
import { machineMs } from "./support/machineClock.mjs";
import { installPrinter, printDirectly, SOON_MS, startPrinting } from "./support/printing.ts";
import { median, quantile } from "./support/quantile.ts";
import { toLatencies, toLateness, type Times } from "./support/stamps.ts";

/** `runs` print beside each other, evenly shifted: one a second of each leaves every line the first after quiet. */
type Pace = { name: string; runs: number; everyMs: number; lines: number; goalMs: number };

const full: { repetitions: number; paces: Pace[] } = {
  repetitions: 5,
  paces: [
    { name: "one line a second", runs: 4, everyMs: 1_000, lines: 30, goalMs: 30 },
    { name: "100 lines a second", runs: 1, everyMs: 10, lines: 2_000, goalMs: 150 },
  ],
};
const little: typeof full = {
  repetitions: 1,
  paces: full.paces.map((pace) => (pace.runs > 1 ? { ...pace, everyMs: 300, lines: 5 } : { ...pace, lines: 100 })),
};

export const latency: Benchmark = {
  measures: "a line on a child's stdout until a viewer has it in hand",
  yardstick: "the same program read through a pipe",
  goal: "99 of 100 within 30 ms at one line a second, within 150 ms at 100 lines a second",
  run: measureLatency,
};

const transports = { sse: "REST", trpc: "tRPC" } as const;
/** Milliseconds from when each line was due; `late` is the program's own delay. */
type Window = Record<keyof typeof transports | "direct" | "late", number[]>;

async function measureLatency({ small, place, say }: Bench): Promise<Measured> {
  const { repetitions, paces } = small ? little : full;
  const settings = await installPrinter(place);
  const web = await startWeb(place);
  const worker = await startWorker(place, settings).catch(async (error) => {
    await web.stop();
    throw error;
  });
  const clients = startClients(place);
  try {
    const stage = { baseUrl: web.baseUrl, place, clients };
    // The first run and the first viewer of a process load code; users meet that once.
    await measureWindow(stage, { name: "warm", runs: 1, everyMs: 10, lines: 20, goalMs: 0 });
    const windows = new Map<Pace, Window[]>(paces.map((pace) => [pace, []]));
    for (let n = 1; n <= repetitions; n += 1)
      for (const [pace, measured] of windows) {
        const window = await measureWindow(stage, pace);
        say(`latency ${n}/${repetitions}, ${pace.name}: ${words(window)}`);
        measured.push(window);
      }
    const raw = [...windows].map(([pace, measured]) => ({ ...pace, windows: measured.map(rounded) }));
    return { rows: [...windows].flatMap(([pace, measured]) => rowsOf(pace, measured)), raw };
  } finally {
    await clients.stop();
    await Promise.all([web.stop(), worker.stop()]);
  }
}

type Stage = { baseUrl: string; place: Bench["place"]; clients: Clients };

/** Product and yardstick print in turns, half a beat apart. */
async function measureWindow(stage: Stage, pace: Pace): Promise<Window> {
  const beats = Array.from({ length: pace.runs }, (_, n) => (n * pace.everyMs) / pace.runs);
  const runs = await Promise.all(beats.map(() => startPrinting(stage, "lines")));
  const views = runs.flatMap(({ runId }) =>
    (["sse", "trpc"] as const).map((kind) => ({
      kind,
      ...stage.clients.view(kind, { baseUrl: stage.baseUrl, runId }),
    })),
  );
  const direct = await Promise.all(beats.map(() => printDirectly(stage.place)));
  await Promise.all(views.map(({ served }) => served));

  const from = machineMs() + SOON_MS;
  const order = (startAt: number) => ({ print: "lines", startAt, everyMs: pace.everyMs, count: pace.lines }) as const;
  const half = pace.everyMs / pace.runs / 2;
  await Promise.all([
    ...runs.map((run, n) => run.print(order(from + (beats[n] ?? 0)))),
    ...direct.map((program, n) => program.print(order(from + (beats[n] ?? 0) + half))),
  ]);
  const seen = await Promise.all(views.map(async ({ kind, received }) => ({ kind, ...(await received) })));
  const piped = await Promise.all(direct.map(({ times }) => times));
  await Promise.all(runs.map(({ settled }) => settled()));

  for (const times of [...seen.map((viewer) => viewer.times), ...piped])
    if (times.length / 3 !== pace.lines) throw new Error(`Of ${pace.lines} lines ${times.length / 3} came.`);
  const of = (all: Times[]) => all.flatMap(toLatencies);
  return {
    sse: of(seen.filter(({ kind }) => kind === "sse").map(({ times }) => times)),
    trpc: of(seen.filter(({ kind }) => kind === "trpc").map(({ times }) => times)),
    direct: of(piped),
    late: seen.filter(({ kind }) => kind === "sse").flatMap(({ times }) => toLateness(times)),
  };
}

const p99 = (values: number[]) => quantile(values, 0.99);
const words = ({ sse, trpc, direct }: Window) =>
  `p99 ${p99(sse).toFixed(1)} ms over REST, ${p99(trpc).toFixed(1)} ms over tRPC, ${p99(direct).toFixed(1)} ms through a pipe`;

const rounded = (window: Window) =>
  Object.fromEntries(
    Object.entries(window).map(([name, values]) => [name, values.map((value) => Number(value.toFixed(3)))]),
  );

function rowsOf(pace: Pace, windows: Window[]): Row[] {
  const middle = (name: keyof Window) => median(windows.map((window) => median(window[name]))).toFixed(1);
  const late = median(windows.map((window) => p99(window.late))).toFixed(1);
  return (["sse", "trpc"] as const).map((kind) => ({
    name: `latency, ${pace.name}, ${transports[kind]}, p99`,
    unit: "ms",
    product: windows.map((window) => p99(window[kind])),
    yardstick: windows.map((window) => p99(window.direct)),
    judged: "product",
    goal: { atMost: pace.goalMs },
    also: `p50 ${middle(kind)} ms, through a pipe ${middle("direct")} ms; the program itself late by ${late} ms at p99; ${windows[0]?.[kind].length ?? 0} lines a repetition`,
  }));
}
