/** One viewer of one run over real stores, as the browser gets it: server-sent events with ids to go on from. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import type { RunFrame } from "#server/domain/frames.ts";
import { LEAN_KEPT_EVENTS, SEQ_BLOCK } from "#server/domain/limits.ts";
import { controlRun } from "#server/commands/controlRun.ts";
import { startRun } from "#server/commands/startRun.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { newLease, takeLease } from "#server/store/live/runLease.ts";
import { closeDatabase } from "#server/store/records/database.ts";
import { claimDueRun } from "#server/store/records/runClaim.ts";
import { createRunRecorder } from "#server/store/runRecorder.ts";
import { closeStreams, countStreams } from "#server/streamClosers.ts";
import { openStream } from "#server/testing/openStream.ts";
import { storeOutput } from "#server/testing/storedOutput.ts";

const SOON = { timeout: 10_000 }; // other tests have the same two cores

let workingDir = "";
beforeAll(async () => {
  workingDir = await mkdtemp(join(tmpdir(), "codi-watch-"));
});
afterAll(async () => {
  await Promise.all([closeDatabase(), closeRedis()]);
});

async function startedRun(): Promise<string> {
  const body = { epicId: "epic-1", config: { workingDir } };
  const { run } = await startRun({ body, actor: localActor, idempotencyKey: null });
  return run.runId;
}

/** A run in the hands of a worker that is this test. */
async function heldRun() {
  const runId = await startedRun();
  const claimant = { workerId: "w", host: "h", sites: ["default"], startedAt: new Date(), redisRunId: null };
  const row = await claimDueRun(claimant);
  if (row?.id !== runId) throw new Error("Another run was due.");
  const lease = newLease(runId, row.claim);
  await takeLease(lease, 30_000);
  const recorder = createRunRecorder({ lease, archivedTo: 0, seqReserved: SEQ_BLOCK, streamTo: 0, redis: null });
  const print = (text: string, offset: number) =>
    recorder.record({ type: "subprocess_output", turn: 1, stream: "stdout", text, offset });
  return { runId, recorder, print };
}

async function open(
  runId: string,
  { lastEventId, ...more }: { after?: number; lean?: boolean; lastEventId?: string } = {},
) {
  const stream = await openStream<RunFrame>("runs.events", { runId, ...more }, lastEventId);
  const seqs = () =>
    stream.frames().flatMap((frame) => (frame.kind === "events" ? frame.events.map(({ seq }) => seq) : []));
  return { ...stream, seqs };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("a viewer", () => {
  it("sees what happened and what happens, each seq once, and the run's own state", async () => {
    const { runId, recorder, print } = await heldRun();
    for (let n = 0; n < 30; n += 1) await print("before\n", n * 7);
    await recorder.flush();
    const viewer = await open(runId);
    await vi.waitFor(() => expect(viewer.seqs()).toEqual(upTo(30)), SOON);
    for (let n = 30; n < 60; n += 1) await print("after\n", n * 7);
    await vi.waitFor(() => expect(viewer.seqs()).toEqual(upTo(60)), SOON);
    expect(viewer.frames()[0]).toMatchObject({ kind: "summary", run: { runId } });
    viewer.leave();
    await viewer.read.catch(() => undefined);
    await vi.waitFor(() => expect(countStreams()).toBe(0), SOON);
    await recorder.close();
  });

  it("of a lean log gets old output without its text, and still each seq once", async () => {
    const { runId, recorder, print } = await heldRun();
    const text = `${"x".repeat(99)}\n`.repeat(10);
    for (let n = 0; n < LEAN_KEPT_EVENTS + 200; n += 1) await print(text, n * text.length);
    await recorder.flush();
    const lines = (LEAN_KEPT_EVENTS + 200) * 10;
    await storeOutput(runId, { turn: 1, stream: "stdout" }, [`${"x".repeat(99)}\n`.repeat(lines)]);
    const viewer = await open(runId, { lean: true });
    const last = LEAN_KEPT_EVENTS + 200;
    await vi.waitFor(() => expect(viewer.seqs().at(-1)).toBe(last), SOON);
    const passages = viewer.frames().flatMap((frame) => (frame.kind === "passage" ? [frame.passage] : []));
    expect(passages[0]).toMatchObject({ from: 1, offset: 0, line: 0 });
    const told = passages.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
    expect([...told, ...viewer.seqs()].sort((a, b) => a - b)).toEqual(upTo(last));
    const ids = viewer.messages.filter(({ event }) => event === "message").map(({ id }) => Number(id));
    expect(ids, "where to go on").toEqual([...ids].sort((a, b) => a - b));
    const whole = await open(runId);
    await vi.waitFor(() => expect(whole.seqs()).toEqual(upTo(last)), SOON);
    for (const one of [viewer, whole]) {
      one.leave();
      await one.read.catch(() => undefined);
    }
    await recorder.close();
  });

  it("that comes back with its last id goes on exactly there, whatever it asked for first", async () => {
    const { runId, recorder, print } = await heldRun();
    for (let n = 0; n < 10; n += 1) await print("x\n", n * 2);
    const viewer = await open(runId, { after: 2, lastEventId: "7" });
    await vi.waitFor(() => expect(viewer.seqs()).toEqual([8, 9, 10]), SOON);
    expect(viewer.messages.filter(({ event }) => event === "message").map(({ id }) => id)).toContain("10");
    viewer.leave();
    await viewer.read.catch(() => undefined);
    await recorder.close();
  });

  it("of a run that ends gets its last event, what became of it, and tRPC's word that this was all", async () => {
    const runId = await startedRun();
    const viewer = await open(runId);
    await vi.waitFor(() => expect(viewer.frames().length).toBe(1), SOON);
    await controlRun({ runId, actor: localActor, control: { action: "cancel" } });
    await viewer.read;
    expect(viewer.seqs()).toEqual([1]);
    expect(viewer.frames().at(-1)).toMatchObject({ kind: "summary", run: { status: "cancelled", lastSeq: 1 } });
    expect(viewer.messages.at(-1)?.event).toBe("return");
  });

  it("of a run that ended long ago gets the same from the archive", async () => {
    const runId = await startedRun();
    await controlRun({ runId, actor: localActor, control: { action: "cancel" } });
    const viewer = await open(runId);
    await viewer.read;
    expect(viewer.seqs()).toEqual([1]);
    const late = await open(runId, { lastEventId: "1" });
    await late.read;
    expect(late.frames().map(({ kind }) => kind)).toEqual(["summary"]);
  });

  const nobody = "r_00000000-0000-4000-8000-000000000000";
  type Asked = { runId?: string; after?: number; lastEventId?: string };
  it.each<[string, Asked, string]>([
    ["of no run", { runId: nobody }, "not_found"],
    ["with an id of another kind", { lastEventId: "5-0" }, "invalid_request"],
    ["with an id below the log", { lastEventId: "-1" }, "invalid_request"],
    ["with a cursor far ahead of the run", { after: 4_000_000 }, "invalid_request"],
  ])("%s is told so and not asked back", async (_, { runId, ...more }, code) => {
    const viewer = await open(runId ?? (await startedRun()), more);
    await viewer.read;
    expect(viewer.messages.at(-1)).toMatchObject({ event: "serialized-error", data: { data: { code } } });
    // tRPC's number for what passes by itself: the browser would ask again for ever.
    expect(viewer.messages.at(-1)?.data).not.toMatchObject({ code: -32603 });
  });
});

it("when the process stops, streams end without a word that would keep the browser from coming back", async () => {
  const viewer = await open(await startedRun());
  await vi.waitFor(() => expect(viewer.frames().length).toBe(1), SOON);
  closeStreams();
  await viewer.read;
  expect(viewer.messages.map(({ event }) => event)).toEqual(["connected", "message"]);
  expect(countStreams()).toBe(0);
});
