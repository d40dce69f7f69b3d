/** Every action in every phase of a run's life: the answer, and what became of the run. What happened is also the table of docs/control-phases.md. */
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { CodiError } from "#server/domain/runErrors.ts";
import { endsRun } from "#server/domain/runEvents.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { database } from "#server/store/records/database.ts";
import { getRun } from "#server/store/records/runReads.ts";
import {
  addProfile,
  addScript,
  control,
  eventsOf,
  fake,
  isContiguous,
  type Started,
  startIn,
  untilInTurn,
  untilRun,
} from "#server/testing/commandRuns.ts";
import { actionNames, contract } from "#server/testing/controlContract.ts";
import { type HolderWrite, holderWrites } from "#server/testing/holderWrites.ts";
import { livingTurns } from "#server/testing/markedTurns.ts";
import type { OwnRelays } from "#server/testing/ownRelays.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { addWaiting, letGo } from "#server/testing/waitingRuns.ts";

const PAGE = "docs/control-phases.md";
const INTRODUCTION = `# What a control does, phase by phase

What each action answers in each phase of a run's life, and what becomes of the run after it; a test writes this table from what it saw (\`UPDATE_DOCS=1 npm run test:integration -- controlPhases\`).`;

const { root, newWorker, newRelays } = await testWorkers({}, { endedAfter: "all" });
let relays: OwnRelays;
let profiles: { waits: string; quick: string; stubborn: string; nobody: string; missing: string };

beforeAll(async () => {
  relays = await newRelays();
  profiles = {
    waits: await addWaiting(),
    quick: await addScript("echo hi"),
    stubborn: await addProfile(fake("ignoresSigterm")),
    nobody: await addScript("echo never"),
    missing: await addProfile([join(root, "missing")]),
  };
  await database().profile.update({ where: { name: profiles.nobody }, data: { runLimit: 0 } });
  await newWorker({
    ...relays.settings,
    CODI_SITES: "phases",
    CODI_LEASE_MS: "6000",
    CODI_WORKER_CONCURRENCY: "40",
    CODI_KILL_GRACE_MS: "2000",
  });
});

/** A run that has got there, and what lets it go on afterwards. */
type Arrived = Started & { goOn?: () => Promise<void> };
type Config = Parameters<typeof startIn>[1];
const waitsLong = { loopDelaySec: 600, maxTurns: 3 } as const;
const soon = { timeout: 40_000, interval: 25 };

/** The worker serves no site that a run begins with: `before` is done before anybody can take the run. */
async function begin(config: Config, before: (runId: string) => void = () => undefined): Promise<Started> {
  const run = await startIn(root, { ...waitsLong, ...config });
  before(run.runId);
  await database().run.update({ where: { id: run.runId }, data: { site: "phases" } });
  return run;
}

/** As far as this write, which is on its way and does not arrive before it is let through. */
async function upTo(write: HolderWrite, config: Config): Promise<Arrived> {
  let held: ReturnType<OwnRelays["postgres"]["holdBack"]> | undefined;
  const run = await begin(config, (runId) => (held = relays.postgres.holdBack(write(runId))));
  await held?.caught;
  return { ...run, goOn: async () => held?.letThrough() };
}

async function inTurn(config: Config = { profile: profiles.waits }): Promise<Arrived> {
  const run = await begin(config);
  await untilInTurn(run.runId);
  return { ...run, goOn: () => letGo(run) };
}

async function inDelay(): Promise<Arrived> {
  const run = await begin({ profile: profiles.quick });
  await untilRun(run.runId, ({ waiting }) => waiting?.code === "delay");
  return run;
}

type Phase = keyof typeof contract;
const phaseNames = Object.keys(contract) as Phase[];

/** How a run gets into each of them. */
const phases = {
  "queued, nobody holds it": () => begin({ profile: profiles.nobody }),
  "claimed, the run not begun": () => upTo(holderWrites.runBegins, { profile: profiles.quick }),
  "claimed, the child not started": () => upTo(holderWrites.turnBegins, { profile: profiles.quick }),
  "in a turn": () => inTurn(),
  async "in the check"() {
    const command = "touch checking; while [ ! -e go ]; do sleep 0.05; done";
    const run = await begin({ profile: profiles.quick, check: { command, stop: false } });
    await vi.waitFor(() => expect(existsSync(join(run.workingDir, "checking"))).toBe(true), soon);
    return { ...run, goOn: () => letGo(run) };
  },
  "in the release after a turn": () => upTo(holderWrites.release, { profile: profiles.quick }),
  "in the delay between turns": inDelay,
  async "in the back-off of a failed turn"() {
    const run = await begin({ profile: profiles.missing });
    await untilRun(run.runId, ({ waiting }) => waiting?.code === "backoff");
    // It must not end while the test still asks.
    await database().$executeRaw`UPDATE run SET run_after = now() + interval '1 hour' WHERE id = ${run.runId}`;
    return run;
  },
  async pausing() {
    const run = await inTurn();
    expect(await control(run.runId, "pause")).toBe("pausing");
    return run;
  },
  async paused() {
    const run = await inDelay();
    expect(await control(run.runId, "pause")).toBe("paused");
    return run;
  },
  async cancelling() {
    const run = await inTurn({ profile: profiles.stubborn });
    expect(await control(run.runId, "cancel")).toBe("cancelling");
    return run;
  },
} as const satisfies Record<Phase, () => Promise<Arrived>>;

const actions = {
  pause: (runId: string) => [control(runId, "pause")],
  "pause now": (runId: string) => [control(runId, "pause", { mode: "now" })],
  resume: (runId: string) => [control(runId, "resume")],
  stop: (runId: string) => [control(runId, "stop")],
  cancel: (runId: string) => [control(runId, "cancel")],
  "cancel twice": (runId: string) => [control(runId, "cancel"), control(runId, "cancel")],
  "cancel, another status expected": (runId: string) => [control(runId, "cancel", { expectedStatus: "failed" })],
} as const satisfies Record<(typeof actionNames)[number], (runId: string) => Promise<string>[]>;

const refusal = (error: unknown) => (error instanceof CodiError ? `409 ${error.code}` : String(error));
const cells = phaseNames.flatMap((phase) =>
  actionNames.map((action, index) => ({ phase, action, expected: contract[phase][index] ?? ["", ""] })),
);
const seen = new Map<string, string>();
const keyOf = (phase: string, action: string) => `${phase} / ${action}`;

function fateOf({ status, stopReason, pause, waiting }: RunSnapshot): string {
  if (status === "cancelled") return status;
  if (isSettled(status)) return `${status} (${stopReason ?? "?"})`;
  if (status === "paused") return `${status} (${pause?.reason ?? "?"})`;
  return waiting ? `${status}, waits (${waiting.code})` : status;
}

/** Whatever was asked: one end at most, as the last word, a whole log, and nothing that still runs. */
async function expectOrder(runId: string): Promise<void> {
  const run = await getRun(runId);
  expect([...(await livingTurns(runId))]).toEqual([]);
  const events = await eventsOf(runId);
  expect(isContiguous(events)).toBe(true);
  const ends = events.filter(endsRun);
  expect(ends).toEqual(isSettled(run.status) ? events.slice(-1) : []);
  if (run.status !== "cancelled") return;
  expect(run.receipt).toMatchObject({ by: localActor, left: [] });
  expect(ends).toMatchObject([{ type: "run_cancelled", receipt: run.receipt }]);
}

describe("each action in each phase", () => {
  it.concurrent.each(cells)("$action, $phase", async ({ phase, action, expected: [answer, fate] }) => {
    const { runId, goOn }: Arrived = await phases[phase]();
    const given = await Promise.all(actions[action](runId).map((one) => one.catch(refusal)));
    // Two that come at once are answered one after the other, either of them first.
    expect(given.sort().reverse().join(", ")).toBe(answer);
    await goOn?.();
    await vi.waitFor(async () => expect(fateOf(await getRun(runId))).toBe(fate), soon);
    await expectOrder(runId);
    seen.set(keyOf(phase, action), `${given.join(", ")} → ${fateOf(await getRun(runId))}`);
    if (!isSettled((await getRun(runId)).status)) expect(await control(runId, "cancel")).toBe("cancelled");
  });

  it("is told on the page", async () => {
    const row = (fields: string[]) => `| ${fields.join(" | ")} |`;
    const lines = phaseNames.map((phase) =>
      row([phase, ...actionNames.map((action) => seen.get(keyOf(phase, action)) ?? "")]),
    );
    const head = [row(["Phase", ...actionNames]), row(["Phase", ...actionNames].map(() => "---"))];
    const page = await format([INTRODUCTION, "", ...head, ...lines].join("\n"), { parser: "markdown" });
    if (process.env.UPDATE_DOCS === "1") await writeFile(PAGE, page);
    expect(await readFile(PAGE, "utf8"), "UPDATE_DOCS=1 writes it anew").toBe(page);
  });
});
