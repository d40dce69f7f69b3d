/** Every action on a run in every status, against a real worker: the answer, the events that follow, and what becomes of the child. */
import { beforeAll, describe, expect, it, vi } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import type { RunStatus } from "#server/domain/runStatus.ts";
import { database } from "#server/store/records/database.ts";
import {
  addProfile,
  addScript,
  control,
  eventsOf,
  fake,
  isContiguous,
  type Started,
  startIn,
  story,
  untilRun,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { addWaiting, letGo, startInTurn } from "#server/testing/waitingRuns.ts";

const { root, newWorker } = await testWorkers({}, { endedAfter: "all" });
let profiles: { quick: string; waits: string; stubborn: string; nobody: string };

beforeAll(async () => {
  profiles = {
    quick: await addScript("echo hi"),
    waits: await addWaiting(),
    stubborn: await addProfile(fake("ignoresSigterm")),
    nobody: await addScript("echo never"),
  };
  await database().profile.update({ where: { name: profiles.nobody }, data: { runLimit: 0 } });
  await newWorker({ CODI_WORKER_CONCURRENCY: "40", CODI_KILL_GRACE_MS: "2000" });
});

const inTurn = (profile = profiles.waits) => startInTurn(root, { profile, maxTurns: 3 });
async function betweenTurns(): Promise<Started> {
  const run = await startIn(root, { profile: profiles.quick, loopDelaySec: 600 });
  await untilRun(run.runId, ({ waiting, currentTurn }) => currentTurn === 1 && waiting !== null);
  return run;
}

/** A fresh run in each status, and how it got there. */
const standing = {
  queued: () => startIn(root, { profile: profiles.nobody }),
  "running, in a turn": inTurn,
  "running, between turns": betweenTurns,
  async pausing() {
    const run = await inTurn();
    expect(await control(run.runId, "pause")).toBe("pausing");
    await untilStory(run.runId, ["run_started", "turn_started", "run_updated"]);
    return run;
  },
  async paused() {
    const run = await betweenTurns();
    expect(await control(run.runId, "pause")).toBe("paused");
    return run;
  },
  async cancelling() {
    const run = await inTurn(profiles.stubborn);
    expect(await control(run.runId, "cancel")).toBe("cancelling");
    await untilStory(run.runId, ["run_started", "turn_started", "run_updated"]);
    return run;
  },
  async settled() {
    const run = await startIn(root, { profile: profiles.quick, maxTurns: 1 });
    await untilSettled(run.runId);
    return run;
  },
} as const satisfies Record<string, () => Promise<Started>>;
type Standing = keyof typeof standing;

async function untilStory(runId: string, expected: string[], from = 0): Promise<void> {
  await vi.waitFor(async () => expect(story(await eventsOf(runId)).slice(from)).toEqual(expected), {
    timeout: 40_000,
    interval: 25,
  });
}

const refused = (trigger: string) => ({ refused: trigger });
const cancels = { answer: "cancelling", events: ["run_updated", "turn_failed", "run_cancelled"] } as const;
type Answer = { refused: string } | { answer: RunStatus; events: readonly string[] };
const answers: Record<Standing, Record<"pause" | "resume" | "stop" | "cancel", Answer>> = {
  queued: {
    pause: refused("pause_requested"),
    resume: refused("resume_requested"),
    stop: refused("run_completed"),
    cancel: { answer: "cancelled", events: ["run_cancelled"] },
  },
  "running, in a turn": {
    pause: { answer: "pausing", events: ["run_updated"] },
    resume: refused("resume_requested"),
    stop: { answer: "running", events: ["run_updated"] },
    cancel: cancels,
  },
  "running, between turns": {
    pause: { answer: "paused", events: ["run_paused"] },
    resume: refused("resume_requested"),
    stop: { answer: "completed", events: ["run_completed"] },
    cancel: { answer: "cancelled", events: ["run_cancelled"] },
  },
  pausing: {
    pause: { answer: "pausing", events: [] },
    resume: { answer: "running", events: ["run_resumed"] },
    stop: { answer: "running", events: ["run_updated"] },
    cancel: cancels,
  },
  paused: {
    pause: refused("pause_requested"),
    resume: { answer: "running", events: ["run_resumed", "turn_started", "turn_completed"] },
    stop: { answer: "completed", events: ["run_completed"] },
    cancel: { answer: "cancelled", events: ["run_cancelled"] },
  },
  cancelling: {
    pause: refused("pause_requested"),
    resume: refused("resume_requested"),
    stop: refused("run_completed"),
    cancel: { answer: "cancelling", events: ["turn_failed", "run_cancelled"] },
  },
  settled: {
    pause: refused("pause_requested"),
    resume: refused("resume_requested"),
    stop: refused("run_completed"),
    cancel: refused("cancel_requested"),
  },
};

const cases = Object.entries(answers).flatMap(([from, actions]) =>
  Object.entries(actions).map(([action, expected]) => ({ from: from as Standing, action, expected })),
);

describe("each action in each status", () => {
  it.concurrent.each(cases)("$action, $from", async ({ from, action, expected }) => {
    const run = await standing[from]();
    const before = story(await eventsOf(run.runId)).length;
    if ("refused" in expected) {
      await expect(control(run.runId, action)).rejects.toMatchObject({
        code: "illegal_transition",
        facts: { trigger: expected.refused },
      });
    } else {
      expect(await control(run.runId, action)).toBe(expected.answer);
      await untilStory(run.runId, [...expected.events], before);
    }
    expect(isContiguous(await eventsOf(run.runId))).toBe(true);
    const audit = await database().auditEntry.findMany({ where: { runId: run.runId, action }, orderBy: { at: "asc" } });
    expect(audit.at(-1)).toMatchObject({
      actor: localActor,
      result: "refused" in expected ? "illegal_transition" : expected.answer,
    });
    await letGo(run);
  });
});

it.concurrent("pause now interrupts the turn, and a resume tries the same turn again", async () => {
  const run = await inTurn();
  expect(await control(run.runId, "pause", { mode: "now", reason: "lunch" })).toBe("pausing");
  const paused = await untilRun(run.runId, ({ status }) => status === "paused");
  expect(paused.pause).toEqual({ reason: "manual", resumeAt: null, note: "lunch" });
  expect(paused.stats.turns).toBe(0);
  await letGo(run);
  expect(await control(run.runId, "resume")).toBe("running");
  await vi.waitFor(async () => expect(story(await eventsOf(run.runId))).toContain("turn_completed"), 10_000);
  const events = (await eventsOf(run.runId)).filter((event) => /^turn_|paused|resumed/.test(event.type));
  expect(events.slice(0, 6)).toMatchObject([
    { type: "turn_started", turn: 1, try: 1 },
    { type: "turn_failed", turn: 1, try: 1, error: { code: "interrupted", retryable: true } },
    { type: "run_paused", reason: "manual", note: "lunch", actor: localActor },
    { type: "run_resumed", actor: localActor },
    { type: "turn_started", turn: 1, try: 2 },
    { type: "turn_completed", turn: 1 },
  ]);
});

it.concurrent("a pause that waits for the turn becomes one that interrupts it", async () => {
  const run = await standing.pausing();
  expect(await control(run.runId, "pause", { mode: "now" })).toBe("pausing");
  await untilRun(run.runId, ({ status }) => status === "paused");
  expect(story(await eventsOf(run.runId)).slice(-2)).toEqual(["turn_failed", "run_paused"]);
});

it.concurrent("a pause after the turn lets it finish, and a resume goes on with the next", async () => {
  const run = await standing.pausing();
  await letGo(run);
  await untilRun(run.runId, ({ status }) => status === "paused");
  expect(await control(run.runId, "resume")).toBe("running");
  expect(await untilSettled(run.runId)).toMatchObject({ stopReason: "max_turns", currentTurn: 3 });
});

it.concurrent("stop lets the turn finish and then completes", async () => {
  const run = await inTurn();
  expect(await control(run.runId, "stop")).toBe("running");
  expect(await untilRun(run.runId, ({ stopAfterTurn }) => stopAfterTurn)).toMatchObject({ status: "running" });
  await letGo(run);
  expect(await untilSettled(run.runId)).toMatchObject({ stopReason: "stop_requested", currentTurn: 1 });
});

it.concurrent("stop while pausing goes on, finishes the turn and completes", async () => {
  const run = await standing.pausing();
  expect(await control(run.runId, "stop")).toBe("running");
  await letGo(run);
  expect(await untilSettled(run.runId)).toMatchObject({ status: "completed", stopReason: "stop_requested" });
});

it.concurrent("an expected status that is over is a conflict and moves nothing", async () => {
  const run = await inTurn();
  await expect(control(run.runId, "cancel", { expectedStatus: "queued" })).rejects.toMatchObject({
    code: "conflict",
    facts: { status: "running" },
  });
  expect(await control(run.runId, "stop", { expectedStatus: "running" })).toBe("running");
  await letGo(run);
  await untilSettled(run.runId);
});

it.concurrent("an action is trimmed and lower-cased, an unknown one is named", async () => {
  const run = await standing.queued();
  await expect(control(run.runId, " Explode ")).rejects.toMatchObject({
    code: "invalid_request",
    message: "Unsupported action: Explode",
  });
  expect(await control(run.runId, " CANCEL ")).toBe("cancelled");
  await expect(control("r_00000000-0000-4000-8000-000000000000", "cancel")).rejects.toMatchObject({
    code: "not_found",
  });
});

it.concurrent("cancel during the check ends the check's tree and nothing else is decided", async () => {
  const check = { command: "echo checking; touch checking; sleep 60" };
  const run = await startIn(root, { profile: profiles.quick, check });
  const items = async () => (await eventsOf(run.runId)).filter((event) => event.type === "turn_item");
  await vi.waitFor(async () => expect(await items()).toHaveLength(1), { timeout: 10_000 });
  expect(await control(run.runId, "cancel", { reason: "enough" })).toBe("cancelling");
  const settled = await untilSettled(run.runId);
  expect(settled).toMatchObject({ status: "cancelled", receipt: { left: [], by: localActor } });
  // `sh` ends at SIGINT with what it runs: the ladder stops there.
  expect(settled.receipt?.signals.map(({ signal }) => signal)).toEqual(["SIGINT"]);
});

it.concurrent("of many controls at once, each is answered by the matrix and the log stays whole", async () => {
  const run = await inTurn();
  const actions = ["pause", "resume", "pause", "stop", "resume", "cancel", "cancel", "pause", "resume"];
  const results = await Promise.all(
    actions.map((action) => control(run.runId, action).catch((error: unknown) => error)),
  );
  for (const result of results)
    expect(typeof result === "string" || (result as { code?: string }).code === "illegal_transition").toBe(true);
  expect(await untilSettled(run.runId)).toMatchObject({ status: "cancelled" });
  const events = await eventsOf(run.runId);
  expect(isContiguous(events)).toBe(true);
  expect(events.at(-1)?.type).toBe("run_cancelled");
  expect(events.filter((event) => event.type === "run_updated" && event.status === "cancelling")).toHaveLength(1);
});
