/** How smoothly a long log is read in a browser, whether its last line is reached, and what the tab holds, beside react-virtuoso. */
import { lineText } from "#server/testing/longLines.ts";
import type { Bench, Benchmark, Measured, Row } from "./support/benchmark.ts";
import type { Place } from "./support/benchStores.ts";
import { startWeb, startWorker } from "./support/codiParts.ts";
import { machineMs } from "./support/machineClock.mjs";
import { installPrinter, SOON_MS, startPrinting } from "./support/printing.ts";
import { openBrowser, type Seen } from "./support/scrollLog.ts";
import { serveVirtuoso } from "./support/virtuosoServer.ts";

type Size = { name: string; turns: number; lines: number };
const full = {
  repetitions: 5,
  sizes: [
    { name: "1 M lines", turns: 2, lines: 500_000 },
    { name: "10 M lines", turns: 10, lines: 1_000_000 },
  ],
};
const little = { repetitions: 1, sizes: [{ name: "100,000 lines", turns: 1, lines: 100_000 }] };

const FPS_GOAL = 59; // 60, as a browser's clock counts it
const HEAP_GOAL_MB = 200;

export const logview: Benchmark = {
  measures: "logs of 1 and 10 million lines in a browser: pictures a second, the last line, the tab's memory",
  yardstick: "the same lines in react-virtuoso, made when they are drawn",
  goal: `60 pictures a second, the last line reached, less than ${HEAP_GOAL_MB} MB`,
  run: measureLogview,
};

type Repetition = { codi: Seen; virtuoso: Seen };

async function measureLogview({ small, place, say }: Bench): Promise<Measured> {
  const { repetitions, sizes } = small ? little : full;
  const settings = await installPrinter(place);
  const web = await startWeb(place);
  const worker = await startWorker(place, settings);
  const virtuoso = await serveVirtuoso();
  const browser = await openBrowser();
  try {
    const rows: Row[] = [];
    const raw: Record<string, Repetition[]> = {};
    for (const size of sizes) {
      const runId = await longRun({ baseUrl: web.baseUrl, place }, size);
      const last = lineText(size.turns, size.lines - 1);
      const pages = {
        codi: { url: `${web.baseUrl}/runs/${runId}?tab=log`, scroller: '[role="log"]', last },
        virtuoso: {
          url: `${virtuoso.baseUrl}/?lines=${size.turns * size.lines}&perTurn=${size.lines}`,
          scroller: "[data-log]",
          last,
        },
      };
      await browser.read(pages.codi); // loads the code of both
      await browser.read(pages.virtuoso);
      const measured: Repetition[] = [];
      for (let n = 1; n <= repetitions; n += 1) {
        const codi = await browser.read(pages.codi);
        measured.push({ codi, virtuoso: await browser.read(pages.virtuoso) });
        say(`logview ${n}/${repetitions}, ${size.name}: ${Math.round(codi.fps)} fps, ${toMb(codi.heapBytes)} MB`);
      }
      raw[size.name] = measured;
      rows.push(...rowsOf(size, measured));
    }
    return { rows, raw };
  } finally {
    await browser.close();
    await Promise.all([virtuoso.stop(), web.stop(), worker.stop()]);
  }
}

/** A run that has ended, whose log is made that long afterwards. */
async function longRun({ baseUrl, place }: { baseUrl: string; place: Place }, { turns, lines }: Size): Promise<string> {
  const run = await startPrinting({ baseUrl, place }, "lines");
  await run.print({ print: "lines", startAt: machineMs() + SOON_MS, everyMs: 1, count: 1 });
  await run.printed();
  await run.stop();
  await run.settled();
  process.env.DATABASE_URL = place.databaseUrl;
  process.env.REDIS_URL = place.redisUrl;
  // Read only now: the modules of the stores ask for their addresses at once.
  const { closeLongRuns, makeLong } = await import("#server/testing/longRun.ts");
  await makeLong(run.runId, { turns, lines });
  await closeLongRuns();
  return run.runId;
}

const toMb = (bytes: number) => Math.round(bytes / 1_000_000);

function rowsOf({ name }: Size, measured: Repetition[]): Row[] {
  const worst = (of: keyof Repetition) => Math.round(Math.max(...measured.map((one) => one[of].worstMs)));
  const jump = (of: keyof Repetition) => {
    const times = measured.map((one) => one[of].jumpMs);
    return times.includes(null) ? "never" : `after ${Math.round(Math.max(...times.map((ms) => ms ?? 0)))} ms at most`;
  };
  const figures = (of: keyof Repetition, figure: (seen: Seen) => number) => measured.map((one) => figure(one[of]));
  const row = (what: string, unit: string, figure: (seen: Seen) => number) => ({
    name: `logview, ${name}, ${what}`,
    unit,
    product: figures("codi", figure),
    yardstick: figures("virtuoso", figure),
    judged: "product" as const,
  });
  return [
    {
      ...row("pictures a second", "fps", ({ fps }) => fps),
      goal: { atLeast: FPS_GOAL },
      also: `longest between two ${worst("codi")} ms, in react-virtuoso ${worst("virtuoso")} ms`,
    },
    {
      ...row("last line not reached", "times", ({ jumpMs }) => (jumpMs === null ? 1 : 0)),
      goal: { atMost: 0 },
      also: `there ${jump("codi")}, in react-virtuoso ${jump("virtuoso")}`,
    },
    {
      ...row("memory of the tab", "MB", ({ heapBytes }) => heapBytes / 1_000_000),
      goal: { atMost: HEAP_GOAL_MB },
      also: "scripts only, after a collection; the text is not among it in react-virtuoso",
    },
  ];
}
