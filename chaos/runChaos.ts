/** One chaos run from its command line to its verdict: faults and controls, rest, and then the comparison. */
import { mkdirSync, readFileSync, writeFileSync, copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { applyFaults } from "./applyFaults.ts";
import { check, type Verdict } from "./checker/check.ts";
import { collectRuns, collectWorkers } from "./checker/collect.ts";
import type { ChaosEvidence, FaultNote, PartNote } from "./checker/evidence.ts";
import { inWords, table } from "./checker/table.ts";
import { driveRuns, type Notes } from "./driveRuns.ts";
import { watchHeld } from "./heldRuns.ts";
import { QUEUE_PROFILE_LIMIT, QUEUE_PROJECTS } from "./runPlan.ts";
import { readSamples } from "./samples.ts";
import { readScenario, type Scenario } from "./scenario.ts";
import { makeSchedule } from "./schedule.ts";
import { startSideProcess } from "./sideProcess.ts";
import { type ChaosCodi, startCodi } from "./startCodi.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

const VIEWER_PROCESSES = 2;
const VIEWERS_A_RUN = 2;
const QUEUE_RUNS_A_VIEWER = 20; // a thousand streams would measure something else
const VIEWERS_END_MS = 45_000;
/** What a stop may leave alive, by the promise that is checked. */
const AFTER_STOP_MS = 5_000;

/** True = every rule held. */
export async function runChaos(args: string[]): Promise<boolean> {
  const scenario = readScenario(args);
  const parts: PartNote[] = [];
  const codi = await startCodi(scenario, (note) => parts.push(note));
  // Whoever interrupts it leaves nothing behind either.
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.once(name, () => void codi.stop().then(() => process.exit(1)));
  try {
    const evidence = await makeChaos(codi, scenario, parts);
    say("comparing what everybody wrote down");
    const folder = resultsFolder(scenario, evidence);
    const verdict = await check(collectRuns(codi), evidence, (run) =>
      writeFileSync(join(folder, `${run.runId}.json`), JSON.stringify(run, null, 1)),
    );
    keepResults(codi, { folder, scenario, evidence, verdict });
    say(`\n${table(verdict, evidence)}\n\nraw: ${folder}`);
    if (verdict.findings.length > 0) say(`\n${inWords(verdict)}`);
    return verdict.findings.length === 0;
  } finally {
    await codi.stop();
  }
}

async function makeChaos(codi: ChaosCodi, scenario: Scenario, parts: PartNote[]): Promise<ChaosEvidence> {
  const { faults, commands } = makeSchedule(scenario);
  const notes: Notes = { starts: [], controls: [] };
  const faultNotes: FaultNote[] = [];
  const samplesPath = join(codi.dataDir, "samples.jsonl");
  const sampler = startSideProcess("sampler", [samplesPath]);
  const viewers = Array.from({ length: VIEWER_PROCESSES }, () =>
    startSideProcess("viewers", [codi.baseUrl, codi.viewers, String(scenario.seed)]),
  );
  const onRun = ({ id, index }: { id: string; index: number }) => {
    if (scenario.queue && index % QUEUE_RUNS_A_VIEWER > 0) return;
    viewers[index % VIEWER_PROCESSES]?.tell({ run: id, index, viewers: VIEWERS_A_RUN });
  };
  const driver = await driveRuns(codi, { scenario, notes, onRun });
  const held = await watchHeld(codi.databaseUrl);
  const startedAt = Date.now();
  const over = new AbortController();
  try {
    if (scenario.queue) await driver.startQueue();
    await codi.startWorkers();
    say(`seed ${scenario.seed}: ${faults.length} faults, ${commands.length} controls, ${scenario.faultsMs / 1_000} s`);
    const hurting = applyFaults(codi, faults, { signal: over.signal, notes: faultNotes });
    if (scenario.queue) await driver.untilSettled(scenario.faultsMs);
    else {
      const end = setTimeout(() => over.abort(), scenario.faultsMs);
      await driver.keepAlive(commands, over.signal);
      clearTimeout(end);
    }
    over.abort();
    await hurting;
    say(`no more faults after ${Math.round((Date.now() - startedAt) / 1_000)} s; waiting until all have settled`);
    const settled = await driver.untilSettled(scenario.settleMs);
    say(settled ? "all have settled" : "some have not settled");
    await sleep(scenario.killGraceMs + AFTER_STOP_MS);
    await Promise.all(viewers.map((viewer) => viewer.finish({ finish: VIEWERS_END_MS })));
  } finally {
    await Promise.all([held.stop(), driver.close(), sampler.finish()]);
  }
  const { samples, doubles } = readSamples(readFileSync(samplesPath, "utf8"));
  return {
    leaseMs: scenario.leaseMs,
    killGraceMs: scenario.killGraceMs,
    startedAt,
    endedAt: Date.now(),
    ...notes,
    faults: faultNotes,
    parts,
    workers: await collectWorkers(codi.databaseUrl),
    samples,
    doubles,
    limits: {
      profile: scenario.queue ? QUEUE_PROFILE_LIMIT : null,
      projects: scenario.queue ? Object.fromEntries(QUEUE_PROJECTS.map(({ place, limit }) => [place, limit])) : {},
    },
    heldSamples: held.samples,
    queue: scenario.queue,
  };
}

function resultsFolder({ seed }: Scenario, { startedAt }: ChaosEvidence): string {
  const stamp = new Date(startedAt).toISOString().replace(/[:.]/g, "-");
  const folder = join("chaos", "results", `${stamp}-seed-${seed}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function keepResults(
  codi: ChaosCodi,
  { folder, ...results }: { folder: string; scenario: Scenario; evidence: ChaosEvidence; verdict: Verdict },
): void {
  const { samples: _, ...kept } = results.evidence;
  writeFileSync(join(folder, "results.json"), JSON.stringify({ ...results, evidence: kept }, null, 1));
  // Why something broke, or took long, stands in the logs.
  for (const name of readdirSync(codi.dataDir).filter((file) => /\.(log|jsonl)$/.test(file)))
    copyFileSync(join(codi.dataDir, name), join(folder, name));
}
