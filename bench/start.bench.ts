/** From the click on start to the execution of Codex, beside a direct spawn of the same program with the same prompt. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { Bench, Benchmark, Measured } from "./support/benchmark.ts";
import { clickStart, oneTurn } from "./support/clickStart.ts";
import { startWeb, startWorker } from "./support/codiParts.ts";
import { type NoticedCodex, startNoticedCodex } from "./support/noticedCodex.ts";
import { median, quantile } from "./support/quantile.ts";

/** One start every half a second, whatever became of the one before: nobody waits with a click for somebody else's run. */
const EVERY_MS = 500;
const full = { repetitions: 5, starts: 20 };
const little = { repetitions: 1, starts: 3 };

const MISSION = "Look at every file of this folder and write down what it is for.\n".repeat(60); // 4 KB
const GOAL_MS = 100;

export const start: Benchmark = {
  measures: "a click on start until Codex is executed",
  yardstick: "a direct spawn of the same program, a prompt of the same size on its stdin",
  goal: `at most ${GOAL_MS} ms more`,
  run: measureStart,
};

/** Milliseconds since the click was due; `claimed` to `spawned` are on the clock of the worker. */
type Product = { executed: number; answered: number; claimed: number; spawned: number };
type Pair = { product: Product; direct: number };

async function measureStart({ small, place, say }: Bench): Promise<Measured> {
  const { repetitions, starts } = small ? little : full;
  const codex = await startNoticedCodex(join(place.dataDir, "codex"));
  const home = join(place.dataDir, "codex-home");
  await mkdir(home);
  const web = await startWeb(place);
  const worker = await startWorker(place, { CODI_CODEX_BIN: codex.path, CODEX_HOME: home }).catch(async (error) => {
    await web.stop();
    throw error;
  });
  try {
    const stage = { ...web, place, codex, workerLog: worker.log };
    // The first start of a process loads code and asks Codex for its version; users meet it once.
    const warm = await click(stage);
    await codex.executedAt(warm.runId);
    const promptBytes = await promptSize(web.baseUrl, warm.runId);
    const all: Pair[][] = [];
    for (let n = 1; n <= repetitions; n += 1) {
      const pairs = await measurePairs(stage, { starts, promptBytes });
      say(`start ${n}/${repetitions}: +${Math.round(median(differences(pairs)))} ms`);
      all.push(pairs);
    }
    return { rows: rowsOf(all), raw: { everyMs: EVERY_MS, promptBytes, repetitions: all } };
  } finally {
    await Promise.all([web.stop(), worker.stop()]);
    codex.close();
  }
}

type Stage = { baseUrl: string; place: Bench["place"]; codex: NoticedCodex; workerLog: () => Promise<string> };
type Click = { runId: string; dueAt: number; dueOnClock: number; answered: number };

async function click({ baseUrl, place }: Stage, due?: { at: number }): Promise<Click> {
  const body = await oneTurn(place, { mission: MISSION });
  if (due) await sleep(due.at - performance.now());
  const dueAt = due?.at ?? performance.now();
  const dueOnClock = Date.now() + (dueAt - performance.now());
  const runId = await clickStart(baseUrl, body);
  return { runId, dueAt, dueOnClock, answered: performance.now() - dueAt };
}

/** Product and yardstick take turns, half a beat apart. */
async function measurePairs(stage: Stage, { starts, promptBytes }: { starts: number; promptBytes: number }) {
  const from = performance.now() + EVERY_MS / 2;
  const prompt = "x".repeat(promptBytes);
  const beats = Array.from({ length: starts }, (_, n) => from + n * EVERY_MS);
  const clicked = beats.map((at) => click(stage, { at }));
  const spawned = beats.map((at) => spawnDirectly(stage.codex, prompt, at + EVERY_MS / 2));
  const [clicks, directs] = await Promise.all([Promise.all(clicked), Promise.all(spawned)]);
  const executed = await Promise.all(clicks.map(({ runId }) => stage.codex.executedAt(runId)));
  const claims = claimTimes(await stage.workerLog());
  return Promise.all(
    clicks.map(async ({ runId, dueAt, dueOnClock, answered }, n): Promise<Pair> => {
      const turnStarted = (await eventsOf(stage.baseUrl, runId)).find(({ type }) => type === "turn_started");
      return {
        product: {
          executed: (executed[n] ?? NaN) - dueAt,
          answered,
          claimed: (claims.get(runId) ?? NaN) - dueOnClock,
          spawned: Date.parse(turnStarted?.ts ?? "") - dueOnClock,
        },
        direct: directs[n] ?? NaN,
      };
    }),
  );
}

let spawns = 0;

async function spawnDirectly(codex: NoticedCodex, prompt: string, at: number): Promise<number> {
  await sleep(at - performance.now());
  const name = `direct-${(spawns += 1)}`;
  const child = spawn(codex.path, ["exec", "--json", "-"], { env: { ...process.env, CODI_RUN: name } });
  child.stdout.resume();
  child.stdin.end(prompt);
  await once(child, "close");
  return (await codex.executedAt(name)) - at;
}

/** When the worker said of each run that it had it. */
function claimTimes(log: string): Map<string, number> {
  const lines = log.split("\n").filter((line) => line.includes('"run claimed"'));
  return new Map(
    lines.map((line) => {
      const { runId, time } = JSON.parse(line) as { runId: string; time: number };
      return [runId, time];
    }),
  );
}

async function eventsOf(baseUrl: string, runId: string): Promise<StoredEvent[]> {
  const answer = await fetch(`${baseUrl}/api/runs/${runId}/events?after=0`);
  return ((await answer.json()) as { events: StoredEvent[] }).events;
}

async function promptSize(baseUrl: string, runId: string): Promise<number> {
  const bytes = (await eventsOf(baseUrl, runId)).find(({ type }) => type === "turn_started")?.promptBytes;
  if (typeof bytes !== "number") throw new Error("The first turn did not say how long its prompt is.");
  return bytes;
}

const differences = (pairs: Pair[]) => pairs.map(({ product, direct }) => product.executed - direct);

function rowsOf(all: Pair[][]): Measured["rows"] {
  const row = (name: string, of: (values: number[]) => number, also: string) => ({
    name,
    unit: "ms",
    product: all.map((pairs) => of(pairs.map(({ product }) => product.executed))),
    yardstick: all.map((pairs) => of(pairs.map(({ direct }) => direct))),
    judged: "difference" as const,
    compared: all.map((pairs) => of(differences(pairs))),
    goal: { atMost: GOAL_MS },
    also,
  });
  const at = (step: keyof Product) => Math.round(median(all.flat().map(({ product }) => product[step])));
  const way = `answered after ${at("answered")} ms, claimed after ${at("claimed")} ms, spawned after ${at("spawned")} ms`;
  return [
    row("start, median", median, way),
    row("start, p95", (values) => quantile(values, 0.95), `${all.flat().length} starts, one every ${EVERY_MS} ms`),
  ];
}
