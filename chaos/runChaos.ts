/** One chaos run from its command line to its verdict: faults and controls, rest, and then the comparison. */
import { mkdirSync, readFileSync, writeFileSync, copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { applyFaults } from "./applyFaults.ts";
import { check, type Verdict } from "./checker/check.ts";
import { collectRuns, collectWorkers } from "./checker/collect.ts";
import type { ChaosEvidence, FaultNote, PartNote } from "./checker/evidence.ts";
import { outageTable } from "./checker/outageTable.ts";
import { inWords, table } from "./checker/table.ts";
import { driveRuns, type Notes } from "./driveRuns.ts";
import { watchHeld } from "./heldRuns.ts";
import { QUEUE_PROFILE_LIMIT, QUEUE_PROJECTS } from "./runPlan.ts";
import { readSamples } from "./samples.ts";
import { readScenario, type Scenario } from "./scenario.ts";
import { makeSchedule } from "./schedule.ts";
import { startSideProcess } from "./sideProcess.ts";
import { runSoak } from "./runSoak.ts";
import { type ChaosCodi, startCodi } from "./startCodi.ts";
import { watchHealth } from "./watchHealth.ts";
import { type UseWatch, watchUse } from "./watchUse.ts";

const say = (line: string) => process.stdout.write(`${line}\n`);

const VIEWER_PROCESSES = 2;
/** What a page's browser brings along. */
const VIEWER_FLAGS = ["--experimental-eventsource", "--disable-warning=UNDICI-ES"];
const QUEUE_RUNS_A_VIEWER = 20; // a thousand streams would measure something else
const VIEWERS_END_MS = 45_000;
/** What a stop may leave alive, by the promise that is checked. */
const AFTER_STOP_MS = 5_000;
/** The web keeps its reader of Redis for a moment, for viewers who come back. */
const AT_REST_MS = 7_000;
/** A heap that nothing asks for room is given back late. */
const BACK_WITHIN_MS = 180_000;

/** True = every rule held. */
export async function runChaos(args: string[]): Promise<boolean> {
  if (args.includes("--soak")) return runSoak(args);
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
    if (scenario.stores === "each") say(`\n${outageTable(verdict, evidence)}`);
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
    startSideProcess("viewers", [codi.baseUrl, codi.viewers, String(scenario.seed)], VIEWER_FLAGS),
  );
  const pages =
    scenario.pages > 0 ? [startSideProcess("pages", [codi.baseUrl, codi.viewers, String(scenario.pages)])] : [];
  const onRun = ({ id, index }: { id: string; index: number }) => {
    if (scenario.queue && index % QUEUE_RUNS_A_VIEWER > 0) return;
    viewers[index % VIEWER_PROCESSES]?.tell({ run: id, index, viewers: scenario.viewersARun });
    for (const browser of pages) browser.tell({ run: id });
  };
  const driver = await driveRuns(codi, { scenario, notes, onRun });
  const held = watchHeld(codi.databaseUrl);
  const health = watchHealth(codi.baseUrl);
  let use: UseWatch | undefined;
  const startedAt = Date.now();
  const over = new AbortController();
  try {
    if (scenario.queue) await driver.startQueue();
    await codi.startWorkers();
    use = await watchUse(() => [codi.web, ...codi.workers.map(({ part }) => part)], codi.redisUrl);
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
    await Promise.all([...viewers, ...pages].map((viewer) => viewer.finish({ finish: VIEWERS_END_MS })));
    await sleep(AT_REST_MS);
    await use.untilBack(BACK_WITHIN_MS);
  } finally {
    await Promise.all([held.stop(), health.stop(), use?.stop(), driver.close(), sampler.finish()]);
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
    use: use.use,
    health: health.notes,
    logTimes: logTimesIn(codi.dataDir),
    queue: scenario.queue,
  };
}

function resultsFolder({ seed }: Scenario, { startedAt }: ChaosEvidence): string {
  const stamp = new Date(startedAt).toISOString().replace(/[:.]/g, "-");
  const folder = join("chaos", "results", `${stamp}-seed-${seed}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

const logsIn = (folder: string) => readdirSync(folder).filter((file) => file.endsWith(".log"));

/** Of what the parts say; a line that is none of theirs has no time. */
const logTimesIn = (folder: string) =>
  Object.fromEntries(
    logsIn(folder).map((file) => [
      file,
      [...readFileSync(join(folder, file), "utf8").matchAll(/^\{"level":\d+,"time":(\d+)/gm)].map(([, time]) =>
        Number(time),
      ),
    ]),
  );

function keepResults(
  codi: ChaosCodi,
  { folder, ...results }: { folder: string; scenario: Scenario; evidence: ChaosEvidence; verdict: Verdict },
): void {
  const { samples: _samples, ...evidence } = results.evidence;
  const { lateness: _lateness, ...verdict } = results.verdict;
  writeFileSync(join(folder, "results.json"), JSON.stringify({ ...results, evidence, verdict }, null, 1));
  // Why something broke, or took long, stands in the logs.
  for (const name of [...logsIn(codi.dataDir), "samples.jsonl"])
    copyFileSync(join(codi.dataDir, name), join(folder, name));
}
