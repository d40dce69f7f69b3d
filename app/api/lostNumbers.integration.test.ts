/** A reader whose cursor neither store knows: it waits where Redis lost what it has seen, and is refused everywhere else. */
import { killableRedis } from "#server/testing/killableRedis.ts";
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { askRoute } from "#server/testing/askRoute.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { type HeldForTest, holdNextRun } from "#server/testing/heldRun.ts";
import { closeRedis, redis } from "#server/store/live/redis.ts";
import { redisKeys } from "#server/store/live/redisKeys.ts";
import { readStream } from "#server/store/live/runEventLog.ts";
import { newLease, takeLease } from "#server/store/live/runLease.ts";
import { openRecorderAfterLoss } from "#server/store/openRecorder.ts";
import { database } from "#server/store/records/database.ts";
import { runIncludes } from "#server/store/records/runSnapshot.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const soon = { timeout: 20_000, interval: 20 };
const reserved = 1_024; // by the claim of a run whose archive is empty

let root: string;
let after: Promise<string[]> = Promise.resolve([]); // what a waiting reader gets in the end
const open: AbortController[] = [];

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(async () => {
  for (const stream of open) stream.abort();
  await Promise.all([closeRedis(), database().$disconnect()]);
  await killableRedis.stop();
});

const note = (held: HeldForTest, text: string) =>
  held.recorder.record({ type: "error", code: "made_up", message: text });
const inRedis = (runId: string, count: number) =>
  vi.waitFor(async () => expect(await readStream(runId, { after: 0, limit: 100 })).toHaveLength(count), soon);

/** Four events that both stores have. */
async function heldWithFour(): Promise<HeldForTest> {
  await startIn(root, { priority: 1 });
  const held = await holdNextRun();
  for (const text of ["one", "two", "three", "four"]) await note(held, text);
  await held.recorder.flush();
  await inRedis(held.runId, 4);
  return held;
}

async function answerTo(runId: string, lastEventId: string) {
  const leaving = new AbortController();
  open.push(leaving);
  const response = await askRoute("GET", `/api/runs/${runId}/stream`, {
    headers: { "last-event-id": lastEventId },
    signal: leaving.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    status: response.status,
    /** The ids that came, up to this one or the end. */
    async until(id: string | null): Promise<string[]> {
      const ids = () => [...text.matchAll(/^id: (\S+)$/gm)].map(([, one = ""]) => one);
      while (reader && (id === null || !ids().includes(id))) {
        const { value, done } = await reader.read();
        if (done) break;
        text += value;
      }
      leaving.abort();
      return ids();
    },
  };
}
const statusOf = async (runId: string, lastEventId: string) => (await answerTo(runId, lastEventId)).status;

/** The archive of the run stays where it is meanwhile: its row is locked. */
async function unarchived(runId: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT 1 FROM run WHERE id = $1 FOR UPDATE", [runId]);
  try {
    await work();
  } finally {
    await client.end();
  }
}

/** What Redis takes from now on it loses with its next end. */
const takeToMemoryOnly = () => redis("publish").config("SET", "appendonly", "no");
async function restartRedis(): Promise<void> {
  await killableRedis.kill();
  await killableRedis.start();
  await vi.waitFor(() => redis("publish").ping(), soon);
}

it("a Redis that was killed lost the last numbers: who has seen them waits, and goes on after them", async () => {
  const held = await heldWithFour();
  await takeToMemoryOnly();
  await unarchived(held.runId, async () => {
    for (const text of ["five", "six"]) await note(held, text);
    await inRedis(held.runId, 6);
    await restartRedis();
    await inRedis(held.runId, 4);
    const waiting = await answerTo(held.runId, "6-0");
    expect(waiting.status).toBe(200);
    expect(await statusOf(held.runId, `${reserved + 1}-0`)).toBe(400);
    await note(held, "seven");
    after = waiting.until("7-0");
  });
  expect(await after).toEqual(["7-0"]);
  // Its holder has given Redis all of it again and named it: nothing is missing any more.
  expect(await statusOf(held.runId, "99-0")).toBe(400);
  await held.recorder.close();
});

it("a Redis that was flushed: who has seen what was in it alone waits until it is there again", async () => {
  const held = await heldWithFour();
  await unarchived(held.runId, async () => {
    for (const text of ["five", "six"]) await note(held, text);
    await inRedis(held.runId, 6);
    await redis("publish").flushall();
    const waiting = await answerTo(held.runId, "6-0");
    expect(waiting.status).toBe(200);
    await note(held, "seven");
    after = waiting.until("7-0");
  });
  expect(await after).toEqual(["7-0"]);
  await held.recorder.close();
});

it("a worker died with what Redis lost: who has seen it is sent to where the gap is stated", async () => {
  const held = await heldWithFour();
  for (const text of ["five", "six"]) await note(held, text);
  await inRedis(held.runId, 6);
  held.recorder.lose("its worker dies before this is archived");
  await redis("publish").flushall();
  const waiting = await answerTo(held.runId, "6-0");
  expect(waiting.status).toBe(200);
  await database().run.update({ where: { id: held.runId }, data: { claim: { increment: 1 } } });
  const lease = newLease(held.runId, held.claim + 1);
  await takeLease(lease, 30_000);
  const row = await database().run.findUniqueOrThrow({ where: { id: held.runId }, include: runIncludes });
  const next = await openRecorderAfterLoss(lease, row, new AbortController().signal);
  await next.record({ type: "error", code: "made_up", message: "after the gap" });
  await next.flush();
  expect(await waiting.until(null)).toEqual([]);
  const back = await askRoute("GET", `/api/runs/${held.runId}/stream`, { headers: { "last-event-id": "6-0" } });
  const { eventsUrl = "" } = (await back.json()) as { eventsUrl?: string };
  const page: unknown = await (await askRoute("GET", eventsUrl)).json();
  expect({ status: back.status, page }).toMatchObject({
    status: 410,
    page: { gaps: [{ from: 7, to: reserved, reason: "redis_lost" }], events: [{ seq: reserved + 1 }] },
  });
  await next.close();
});

it("a cursor ahead of a run that lost nothing is refused, also in the moment between archive and stream", async () => {
  const held = await heldWithFour();
  expect(await statusOf(held.runId, "99-0")).toBe(400);
  const asked = statusOf(held.runId, "99-0");
  await held.recorder.commit({ bodies: [{ type: "run_started", config: {} }], patch: { currentTurn: 1 } });
  expect(await asked).toBe(400);
  await held.recorder.close();
});

it("a cursor ahead of a run that nobody holds is refused whatever Redis has lost: its log is whole in the archive", async () => {
  const held = await heldWithFour();
  await held.recorder.close();
  await database().run.update({ where: { id: held.runId }, data: { holder: null } });
  await redis("publish").del(redisKeys.events(held.runId));
  expect(await statusOf(held.runId, "6-0")).toBe(400);
});

it("a number that is only a moment late is waited for", async () => {
  const held = await heldWithFour();
  const looksAtStreams = async () =>
    Number(/^cmdstat_xinfo(?:\|stream)?:calls=(\d+)/m.exec(await redis("read").info("commandstats"))?.[1]);
  const before = await looksAtStreams();
  const asked = answerTo(held.runId, "5-0");
  // Neither the first look nor the one that asks why has found it.
  await vi.waitFor(async () => expect(await looksAtStreams()).toBeGreaterThanOrEqual(before + 2), soon);
  await note(held, "five");
  const stream = await asked;
  await note(held, "six");
  expect(stream.status).toBe(200);
  expect(await stream.until("6-0")).toEqual(["6-0"]);
  await held.recorder.close();
});
