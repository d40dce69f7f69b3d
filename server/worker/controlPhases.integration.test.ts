/** Every action in every phase of a run's life: the answer, and what became of the run. What happened is also the table of docs/control-phases.md. */
import { redisRelay } from "#server/testing/redisRelay.ts";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { format } from "prettier";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { controlRun } from "#server/commands/controlRun.ts";
import { localActor } from "#server/domain/actor.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { CodiError } from "#server/domain/runErrors.ts";
import { endsRun } from "#server/domain/runEvents.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { readStream } from "#server/store/live/runEventLog.ts";
import { database } from "#server/store/records/database.ts";
import { getRun } from "#server/store/records/runReads.ts";
import {
  addProfile,
  addScript,
  eventsOf,
  fake,
  isContiguous,
  makeRoot,
  startIn,
  type Started,
  story,
  untilInTurn,
  untilRun,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { type HolderWrite, holderWrites } from "#server/testing/holderWrites.ts";
import { livingTurns } from "#server/testing/markedTurns.ts";
import { openOwnRelays, type OwnRelays } from "#server/testing/ownRelays.ts";
import { startWorker, type TestWorker } from "#server/testing/startWorker.ts";

// Many real processes at once: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const PAGE = "docs/control-phases.md";
const INTRODUCTION = `# What a control does, phase by phase

What each action answers in each phase of a run's life, and what becomes of the run after it; a test writes this table from what it saw (\`UPDATE_DOCS=1 npm run test:integration -- controlPhases\`).`;

let root: string;
let relays: OwnRelays;
let worker: TestWorker;
let profiles: { waits: string; quick: string; stubborn: string; nobody: string; missing: string };

beforeAll(async () => {
  root = await makeRoot();
  relays = await openOwnRelays();
  profiles = {
    waits: await addScript("echo ready; while [ ! -e go ]; do sleep 0.05; done"),
    quick: await addScript("echo hi"),
    stubborn: await addProfile(fake("ignoresSigterm")),
    nobody: await addScript("echo never"),
    missing: await addProfile([join(root, "missing")]),
  };
  await database().profile.update({ where: { name: profiles.nobody }, data: { runLimit: 0 } });
  worker = await startWorker({
    ...relays.settings,
    CODI_SITES: "phases",
    CODI_LEASE_MS: "6000",
    CODI_WORKER_CONCURRENCY: "40",
    CODI_KILL_GRACE_MS: "2000",
  });
});
afterAll(async () => {
  await relays.close();
  await redisRelay.close();
  await Promise.all([closeRedis(), database().$disconnect()]);
});

const control = async (runId: string, action: string, more: Record<string, unknown> = {}) =>
  (await controlRun({ runId, actor: localActor, control: { action, ...more } })).status;

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
  return { ...run, goOn: () => writeFile(join(run.workingDir, "go"), "") };
}

async function inDelay(): Promise<Arrived> {
  const run = await begin({ profile: profiles.quick });
  await untilRun(run.runId, ({ waiting }) => waiting?.code === "delay");
  return run;
}

/** Every phase of a run, and how one gets there. */
const phases = {
  "queued, nobody holds it": () => begin({ profile: profiles.nobody }),
  "claimed, the run not begun": () => upTo(holderWrites.runBegins, { profile: profiles.quick }),
  "claimed, the child not started": () => upTo(holderWrites.turnBegins, { profile: profiles.quick }),
  "in a turn": () => inTurn(),
  async "in the check"() {
    const command = "touch checking; while [ ! -e go ]; do sleep 0.05; done";
    const run = await begin({ profile: profiles.quick, check: { command, stop: false } });
    await vi.waitFor(() => expect(existsSync(join(run.workingDir, "checking"))).toBe(true), soon);
    return { ...run, goOn: () => writeFile(join(run.workingDir, "go"), "") };
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
} as const satisfies Record<string, () => Promise<Arrived>>;
type Phase = keyof typeof phases;

/** The answers, in the order in which they are given. */
const actions = {
  pause: (runId: string) => [control(runId, "pause")],
  "pause now": (runId: string) => [control(runId, "pause", { mode: "now" })],
  resume: (runId: string) => [control(runId, "resume")],
  stop: (runId: string) => [control(runId, "stop")],
  cancel: (runId: string) => [control(runId, "cancel")],
  "cancel twice": (runId: string) => [control(runId, "cancel"), control(runId, "cancel")],
  "cancel, another status expected": (runId: string) => [control(runId, "cancel", { expectedStatus: "failed" })],
} as const satisfies Record<string, (runId: string) => Promise<string>[]>;
type Action = keyof typeof actions;
const actionNames = Object.keys(actions) as Action[];

const refusal = (error: unknown) => (error instanceof CodiError ? `409 ${error.code}` : String(error));
const illegal = "409 illegal_transition";
const conflict = "409 conflict";
const delay = "running, waits (delay)";
const stopped = "completed (stop_requested)";

/** What the contract says of each phase: the answers in the order of the actions, and what the run becomes. */
const contract: Record<Phase, [answer: string, fate: string][]> = {
  "queued, nobody holds it": unbegun("queued, waits (limit)", "cancelled, 409 illegal_transition", "cancelled"),
  "claimed, the run not begun": unbegun(delay, "cancelling, cancelling", "cancelling"),
  "claimed, the child not started": held(delay),
  "in a turn": held(delay),
  "in the check": held(delay),
  "in the release after a turn": held(delay),
  "in the delay between turns": free(delay),
  "in the back-off of a failed turn": free("running, waits (backoff)"),
  pausing: [
    ["pausing", "paused (manual)"],
    ["pausing", "paused (manual)"],
    ["running", delay],
    ["running", stopped],
    ["cancelling", "cancelled"],
    ["cancelling, cancelling", "cancelled"],
    [conflict, "paused (manual)"],
  ],
  paused: [
    [illegal, "paused (manual)"],
    [illegal, "paused (manual)"],
    ["running", delay],
    ["completed", stopped],
    ["cancelled", "cancelled"],
    [`cancelled, ${illegal}`, "cancelled"],
    [conflict, "paused (manual)"],
  ],
  cancelling: [
    ...[illegal, illegal, illegal, illegal, "cancelling", "cancelling, cancelling", conflict].map(
      (answer): [string, string] => [answer, "cancelled"],
    ),
  ],
};

/** Only a cancel is possible. */
function unbegun(otherwise: string, twice: string, once: string): [string, string][] {
  const refused = [illegal, illegal, illegal, illegal].map((answer): [string, string] => [answer, otherwise]);
  return [...refused, [once, "cancelled"], [twice, "cancelled"], [conflict, otherwise]];
}
function held(otherwise: string): [string, string][] {
  return [
    ["pausing", "paused (manual)"],
    ["pausing", "paused (manual)"],
    [illegal, otherwise],
    ["running", stopped],
    ["cancelling", "cancelled"],
    ["cancelling, cancelling", "cancelled"],
    [conflict, otherwise],
  ];
}
function free(otherwise: string): [string, string][] {
  return [
    ["paused", "paused (manual)"],
    ["paused", "paused (manual)"],
    [illegal, otherwise],
    ["completed", stopped],
    ["cancelled", "cancelled"],
    [`cancelled, ${illegal}`, "cancelled"],
    [conflict, otherwise],
  ];
}

const cells = (Object.keys(phases) as Phase[]).flatMap((phase) =>
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
    const lines = (Object.keys(phases) as Phase[]).map((phase) =>
      row([phase, ...actionNames.map((action) => seen.get(keyOf(phase, action)) ?? "")]),
    );
    const head = [row(["Phase", ...actionNames]), row(["Phase", ...actionNames].map(() => "---"))];
    const page = await format([INTRODUCTION, "", ...head, ...lines].join("\n"), { parser: "markdown" });
    if (process.env.UPDATE_DOCS === "1") await writeFile(PAGE, page);
    expect(await readFile(PAGE, "utf8"), "UPDATE_DOCS=1 writes it anew").toBe(page);
  });
});

it("without Redis a cancel and a pause now take effect within ten seconds, with the usual lease", async () => {
  await worker.stop();
  const usual = await startWorker({ CODI_LEASE_MS: "30000", CODI_SITES: "phases" });
  const [cancelled, paused] = [await inTurn(), await inTurn()];
  await redisRelay.cut();
  const askedAt = performance.now();
  expect(await control(cancelled.runId, "cancel")).toBe("cancelling");
  expect(await control(paused.runId, "pause", { mode: "now" })).toBe("pausing");
  expect(performance.now() - askedAt).toBeLessThan(4_000);
  await Promise.all([
    untilSettled(cancelled.runId, 15_000),
    untilRun(paused.runId, ({ status }) => status === "paused", 15_000),
  ]);
  // Ten until they are seen, and what it takes to end a child on a busy machine.
  expect(performance.now() - askedAt).toBeLessThan(12_000);
  for (const { runId } of [cancelled, paused]) await expectOrder(runId);
  expect(story(await eventsOf(paused.runId)).slice(-2)).toEqual(["turn_failed", "run_paused"]);
  await redisRelay.mend();
  const events = await eventsOf(cancelled.runId);
  await vi.waitFor(
    async () => expect(await readStream(cancelled.runId, { after: 0, limit: 100 })).toEqual(events),
    soon,
  );
  await usual.stop();
});
