/** Measures one benchmark after the other, prints their table, and keeps every single measurement as JSON. */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { join } from "node:path";
import type { Benchmark, Row } from "./support/benchmark.ts";
import { type BenchStores, startBenchStores } from "./support/benchStores.ts";
import { benchTable } from "./support/benchTable.ts";
import { judgeRow } from "./support/judgeRow.ts";

const FOLDER = "bench";
const RAW = join(FOLDER, "results", "raw");
const ENDING = ".bench.ts";

type Asked = {
  /** None = all. */
  names: string[];
  small: boolean;
  say(line: string): void;
};

/** Answers how many could not be measured; a goal that is missed is a figure like any other. */
export async function runBenchmarks({ names, small, say }: Asked): Promise<number> {
  const found = await findBenchmarks();
  const unknown = names.filter((name) => !found.has(name));
  if (unknown.length > 0)
    throw new Error(`There is no benchmark ${unknown.join(", ")}: they are ${[...found.keys()].join(", ")}.`);
  const chosen = [...found].filter(([name]) => names.length === 0 || names.includes(name));
  const stores = await startBenchStores(chosen.length);
  const machine = machineOf(stores);
  const rows: Row[] = [];
  let broken = 0;
  try {
    say(`\n${machineWords(machine)}`);
    for (const [name, benchmark] of chosen) {
      say(`\n${name}: ${benchmark.measures}\n  beside ${benchmark.yardstick}; goal: ${benchmark.goal}`);
      const loadBefore = loadavg()[0];
      try {
        const measured = await benchmark.run({
          small,
          place: await stores.newPlace(name),
          say: (line) => say(`  ${line}`),
        });
        const verdicts = measured.rows.map((row) => ({ ...row, ...judgeRow(row) }));
        if (verdicts.length === 0) throw new Error("It gave no figure.");
        rows.push(...measured.rows);
        await keep(name, { machine, small, loadBefore, loadAfter: loadavg()[0], rows: verdicts, raw: measured.raw });
      } catch (error) {
        broken += 1;
        say(
          `  ✗ ${name} could not be measured: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      }
    }
  } finally {
    await stores.stop();
  }
  if (rows.length > 0) say(`\n${benchTable(rows, { small })}\n\nEvery single measurement is in ${RAW}.`);
  return broken;
}

async function findBenchmarks(): Promise<Map<string, Benchmark>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(ENDING)).sort();
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, Benchmark]> => {
        const name = file.slice(0, -ENDING.length);
        const { [name]: benchmark } = (await import(`./${file}`)) as Record<string, Benchmark | undefined>;
        if (!benchmark) throw new Error(`${FOLDER}/${file} does not export ${name}.`);
        return [name, benchmark];
      }),
    ),
  );
}

function machineOf({ versions }: BenchStores) {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform}-${process.arch}`,
    node: process.versions.node,
    ...versions,
  };
}

function machineWords({ cores, processor, memoryGiB, ...rest }: ReturnType<typeof machineOf>): string {
  const programs = `Node ${rest.node}, Postgres ${rest.postgres}, Redis ${rest.redis}`;
  const load = loadavg()
    .map((value) => value.toFixed(1))
    .join(", ");
  return `${cores} cores (${processor}), ${memoryGiB} GiB, ${rest.platform}, ${programs}; load ${load}`;
}

/** The newest of a name stands last in the folder. */
async function keep(name: string, result: object): Promise<void> {
  await mkdir(RAW, { recursive: true });
  const at = new Date().toISOString();
  await writeFile(
    join(RAW, `${name}-${at.replaceAll(":", "-")}.json`),
    `${JSON.stringify({ name, at, ...result }, null, 2)}\n`,
  );
}
