/** Cancels at random moments of a turn, before its child exists and after it ended too: nothing is left, and the receipt says what was sent. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { beforeAll, expect, it } from "vitest";
import { controlRun } from "#server/commands/controlRun.ts";
import { localActor } from "#server/domain/actor.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { endsRun } from "#server/domain/runEvents.ts";
import {
  addProfile,
  addScript,
  eventsOf,
  fake,
  isContiguous,
  startIn,
  untilInTurn,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";

const GRACE_MS = 1_000;
const SEED = 20_260_102;

const { root, newWorker } = await testWorkers({}, { endedAfter: "all" });

beforeAll(() => newWorker({ CODI_WORKER_CONCURRENCY: "4", CODI_KILL_GRACE_MS: String(GRACE_MS) }));

/** The same moments in every run of this test. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Who of the run lives, counted by a process that has nothing to do with Codi. */
async function leftAfter(runId: string, withinMs: number): Promise<string> {
  const [command = "", ...args] = fake("countsMarked", runId, String(withinMs));
  return (await promisify(execFile)(command, args)).stdout.trim();
}

const cancel = (runId: string) => controlRun({ runId, actor: localActor, control: { action: "cancel" } });

// The one in a session of its own holds our stdout and hears nothing but SIGKILL.
const grandchild = `setsid sh -c 'trap "" INT TERM; while :; do sleep 0.2; done' &`;
const note = (signal: string) => `trap 'echo SIG${signal} >> seen' ${signal};`;
const stubborn = `${note("INT")} ${note("TERM")} ${grandchild} echo ready; while :; do sleep 0.1; done`;
const leaves = `${grandchild} echo ready; sleep 0.3`;

async function expectNothingLeft(runId: string): Promise<RunSnapshot> {
  const [left, run] = await Promise.all([leftAfter(runId, GRACE_MS + 5_000), untilSettled(runId)]);
  expect(left, `processes of ${runId}`).toBe("");
  expect(run).toMatchObject({ status: "cancelled", stopReason: "cancelled" });
  expect(run.receipt).toMatchObject({ by: localActor, left: [] });
  const events = await eventsOf(runId);
  expect(isContiguous(events)).toBe(true);
  expect(events.filter(endsRun)).toMatchObject([{ type: "run_cancelled", receipt: run.receipt }]);
  return run;
}

/** What the receipt says was sent to the child's group is what the child saw, in that order. */
async function expectTrueReceipt(run: RunSnapshot, { workingDir, heard }: { workingDir: string; heard: boolean }) {
  const signals = run.receipt?.signals ?? [];
  const times = [run.receipt?.requestedAt ?? "", ...signals.map(({ at }) => at), run.receipt?.endedAt ?? ""];
  expect(times).toEqual([...times].sort());
  const seen = (await readFile(join(workingDir, "seen"), "utf8").catch(() => "")).split("\n").filter(Boolean);
  const sent = signals.filter(({ target }) => target === "group").map(({ signal }) => signal);
  expect(sent.filter((signal) => seen.includes(signal))).toEqual(seen);
  if (heard) expect(sent).toEqual(["SIGINT", "SIGTERM", "SIGKILL"]);
  if (heard) expect(seen).toEqual(["SIGINT", "SIGTERM"]);
}

it("20 cancels at random moments leave nothing", { timeout: 90_000 }, async () => {
  const random = createRandom(SEED);
  const profiles = [await addScript(stubborn), await addScript(leaves)];
  const planned = Array.from({ length: 20 }, (_, index) => ({
    profile: profiles[index % 2],
    waitMs: index < 3 ? 0 : Math.round(random() * 900),
  }));
  const cancelOne = async ({ profile, waitMs }: (typeof planned)[number]) => {
    const { runId, workingDir } = await startIn(root, { ...(profile ? { profile } : {}), maxTurns: null });
    await sleep(waitMs);
    const heard = profile === profiles[0] && (await saidReady(runId));
    await cancel(runId);
    await expectTrueReceipt(await expectNothingLeft(runId), { workingDir, heard });
  };
  // As many at a time as the worker has slots.
  const lanes = Array.from({ length: 4 }, async () => {
    for (let next = planned.shift(); next; next = planned.shift()) await cancelOne(next);
  });
  await Promise.all(lanes);
});

const saidReady = async (runId: string) =>
  (await eventsOf(runId)).some((event) => event.type === "subprocess_output" && event.text.includes("ready"));

it("a child that ends at SIGINT gets nothing else", async () => {
  const { runId } = await startIn(root, { profile: await addProfile(fake("endsAtSigint")) });
  await untilInTurn(runId);
  await cancel(runId);
  const run = await expectNothingLeft(runId);
  expect(run.receipt?.signals).toMatchObject([{ signal: "SIGINT", target: "group", pids: [run.pid] }]);
  const said = (await eventsOf(runId)).flatMap((event) => (event.type === "subprocess_output" ? [event.text] : []));
  expect(said.join("")).toBe("ready\nSIGINT\n");
});

it("what a turn leaves behind ends with the turn, before the turn is over", async () => {
  const { runId } = await startIn(root, { profile: await addScript(leaves), maxTurns: 1 });
  const run = await untilSettled(runId);
  expect(await leftAfter(runId, 0)).toBe("");
  expect(run).toMatchObject({ status: "completed", stopReason: "max_turns" });
});
