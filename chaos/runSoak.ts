/** A soak from its command line to its verdict: hundreds of viewers a minute come and go, and the web must stay what it is. */
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ask, sendControl } from "./askCodi.ts";
import type { PartNote } from "./checker/evidence.ts";
import { readScenario } from "./scenario.ts";
import { type ChaosCodi, startCodi } from "./startCodi.ts";
import { startChurn } from "./startChurn.ts";
import { refusals, soakFindings, soakTable } from "./soak/judgeSoak.ts";
import type { SoakEvidence } from "./soak/soakEvidence.ts";
import { startSoakRuns } from "./soakRuns.ts";
import { watchSoak } from "./watchSoak.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

const A_MINUTE = 500;
const SAMPLE_EVERY_MS = 5_000;
/** The shared reader lingers, timers of streams run out, and the heap is collected twice. */
const REST_MS = 20_000;
/** The page and every door have been asked for once: their code is loaded. */
const FIRST_LOOK_MS = 15_000;

/** True = flat. */
export async function runSoak(args: string[]): Promise<boolean> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args, options: { soak: text, seed: text, viewers: text } });
  const minutes = Number(values.soak);
  const aMinute = Number(values.viewers ?? A_MINUTE);
  if (!(minutes > 0) || !(aMinute > 0))
    throw new Error("--soak is a number of minutes, --viewers how many come in each.");
  const startedAt = Date.now();
  const folder = join("chaos", "results", `${new Date(startedAt).toISOString().replace(/[:.]/g, "-")}-soak`);
  mkdirSync(folder, { recursive: true });
  const heapFile = join(process.cwd(), folder, "heap.jsonl");
  Object.assign(process.env, { SOAK_HEAP_FILE: heapFile, SOAK_EVERY_MS: String(SAMPLE_EVERY_MS) });
  const notes: PartNote[] = [];
  const scenario = { ...readScenario(values.seed ? ["--seed", values.seed] : []), workers: 1, slots: 20 };
  const codi = await startCodi(scenario, (note) => notes.push(note), {
    webFlags: ["--import", join(process.cwd(), "chaos", "soak", "heapProbe.mjs")],
  });
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.once(name, () => void codi.stop().then(() => process.exit(1)));
  try {
    const soaked = await soak(codi, { seed: scenario.seed, minutes, aMinute, heapFile });
    const restarts = notes.filter(({ part }) => part === "web").length;
    const evidence: SoakEvidence = { ...soaked, startedAt, endedAt: Date.now(), restarts };
    const findings = soakFindings(evidence);
    writeFileSync(join(folder, "results.json"), JSON.stringify({ minutes, aMinute, evidence, findings }, null, 1));
    copyFileSync(join(codi.dataDir, "web.log"), join(folder, "web.log"));
    const { opened, brokenOff } = evidence.counts;
    const most = Math.max(0, ...evidence.samples.map(({ open }) => open));
    say(
      `\n${opened} viewers came, at most ${most} at once; ${brokenOff} broke off.\n\n${soakTable(evidence)}\n\nraw: ${folder}`,
    );
    for (const line of refusals(evidence)) say(line);
    if (findings.length > 0) say(`\nnot flat:\n${findings.join("\n")}`);
    return findings.length === 0;
  } finally {
    await codi.stop();
  }
}

type Soak = { seed: number; minutes: number; aMinute: number; heapFile: string };

async function soak(codi: ChaosCodi, { seed, minutes, aMinute, heapFile }: Soak) {
  await codi.startWorkers();
  const runs = await startSoakRuns(codi);
  const churn = startChurn(codi.baseUrl, seed);
  const { databaseUrl, redisUrl } = codi;
  const watch = await watchSoak({ webPid: codi.web.pid, heapFile, databaseUrl, redisUrl, open: churn.open });
  try {
    for (const path of ["/runs", `/runs/${runs.living[0] ?? ""}`, "/api/runs"])
      await fetch(codi.baseUrl + path).then((answer) => answer.text());
    await sleep(FIRST_LOOK_MS);
    const before = await watch.look();
    say(
      `${minutes} minutes, ${aMinute} viewers in each, ${runs.living.length} living runs, ${runs.settled.length} settled ones`,
    );
    const over = new AbortController();
    const following = watch.follow(SAMPLE_EVERY_MS, over.signal);
    churn.begin({ ...runs, aMinute });
    await sleep(minutes * 60_000);
    over.abort();
    const samples = await following;
    const counts = await churn.finish();
    await sleep(REST_MS);
    const after = await watch.look();
    return { samples, counts, rest: { before, after } };
  } finally {
    await watch.close();
    for (const runId of runs.living)
      await sendControl(codi.baseUrl, { runId, action: "cancel", mode: null, expectedStatus: null });
    await ask(`${codi.baseUrl}/api/health`);
  }
}
