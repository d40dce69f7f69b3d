/** Numbers of a log that are gone, as tRPC and REST tell of them when workers and Redis die and logs are kept no longer: exactly those, with the reason, and none used twice. */
import { killableRedis } from "#server/testing/killableRedis.ts";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import type { RunFrame } from "#server/domain/frames.ts";
import type { Gap } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { streamEnds } from "#server/store/live/runEventLog.ts";
import { database } from "#server/store/records/database.ts";
import { removeLogStep } from "#server/store/removeLogStep.ts";
import { removeOldLogs } from "#server/store/removeOldLogs.ts";
import { askRoute } from "#server/testing/askRoute.ts";
import { addScript, eventsOf, startIn, type Started, untilSettled } from "#server/testing/commandRuns.ts";
import { openStream } from "#server/testing/openStream.ts";
import type { TestWorker } from "#server/testing/startWorker.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { letGo } from "#server/testing/waitingRuns.ts";
import { appRouter } from "#server/trpc/appRouter.ts";

const { root, newWorker } = await testWorkers();
vi.setConfig({ testTimeout: 120_000 }); // three processes start and die, one after the other
const operator = new Redis(killableRedis.url).on("error", () => undefined);
const caller = appRouter.createCaller({ actor: localActor, requestId: "a-test" });
const soon = { timeout: 30_000, interval: 20 };
let prints: string;

beforeAll(async () => {
  prints = await addScript("while [ ! -e go ]; do echo more; sleep 0.05; done");
});
afterAll(async () => {
  operator.disconnect();
  await killableRedis.stop();
});

type Log = { seqs: number[]; gaps: Gap[]; texts: Map<number, string> };

/** Events and gaps as somebody received them; each has to follow the one before. */
function toLog(parts: ({ events: StoredEvent[] } | { gap: Gap })[], after = 0): Log {
  const log: Log = { seqs: [], gaps: [], texts: new Map() };
  let next = after + 1;
  const follow = (from: number, to: number) => {
    expect(from).toBe(next);
    next = to + 1;
  };
  for (const part of parts)
    if ("gap" in part) {
      follow(part.gap.from, part.gap.to);
      log.gaps.push(part.gap);
    } else
      for (const event of part.events) {
        follow(event.seq, event.seq);
        log.seqs.push(event.seq);
        log.texts.set(event.seq, JSON.stringify(event));
      }
  return log;
}

/** A viewer of the subscription, and what it has had so far. */
async function watch(runId: string) {
  const stream = await openStream<RunFrame>("runs.events", { runId });
  const log = () =>
    toLog(stream.frames().flatMap((frame) => (frame.kind === "events" || frame.kind === "gap" ? frame : [])));
  const untilHas = (seq: number) => vi.waitFor(() => expect(log().seqs.at(-1)).toBeGreaterThanOrEqual(seq), soon);
  return { log, untilHas, last: () => log().seqs.at(-1) ?? 0, ended: stream.read };
}

type Page = { events: StoredEvent[]; next: number; gaps: Gap[] };

/** A small page holds events and gaps in their order, read one after the other. */
async function readAll(page: (after: number) => Promise<Page>): Promise<Log> {
  const parts: ({ events: StoredEvent[] } | { gap: Gap; at: number })[] = [];
  for (let after = 0; ;) {
    const { events, gaps, next } = await page(after);
    if (next === after) break;
    const both = [
      ...events.map((event) => ({ at: event.seq, events: [event] })),
      ...gaps.map((gap) => ({ at: gap.from, gap })),
    ];
    parts.push(...both.sort((one, other) => one.at - other.at));
    after = next;
  }
  return toLog(parts);
}

const overRest = (runId: string) =>
  readAll(
    async (after) => (await (await askRoute("GET", `/api/runs/${runId}/events?after=${after}&limit=7`)).json()) as Page,
  );
const overTrpc = (runId: string) => readAll((after) => caller.runs.eventsPage({ runId, after, limit: 7 }));

async function followed(runId: string): Promise<Log> {
  const viewer = await watch(runId);
  await viewer.ended;
  return viewer.log();
}

/** What every door says of a settled run, which is the same; pages that viewers share last a few seconds. */
async function tellAll(runId: string): Promise<Log> {
  const log = await overRest(runId);
  expect(await overTrpc(runId)).toEqual(log);
  await vi.waitFor(async () => expect(await followed(runId)).toEqual(log), soon);
  return log;
}

async function follow(runId: string, from: number): Promise<{ status: number; text: string }> {
  const answer = await askRoute("GET", `/api/runs/${runId}/stream?from=${from}-0`);
  return { status: answer.status, text: await answer.text() };
}

async function startPrinting(): Promise<Started> {
  return startIn(root, { profile: prints, maxTurns: 1 });
}

/** Stopped at a moment in which Redis has more than the archive, and has been told to nobody but the viewer. */
async function stopAhead(worker: TestWorker, runId: string) {
  return vi.waitFor(async () => {
    worker.signal("SIGSTOP");
    const row = await database().run.findUniqueOrThrow({ where: { id: runId } });
    const streamed = (await streamEnds(runId))?.last ?? 0;
    if (row.archivedTo < 3 || streamed <= row.archivedTo) {
      worker.signal("SIGCONT");
      throw new Error(`The archive has ${row.archivedTo}, Redis ${streamed}.`);
    }
    return { archived: row.archivedTo, streamed, reserved: row.seqReserved };
  }, soon);
}

/** The worker and what only Redis had are gone together; another worker goes on until the run ends. */
async function loseBoth(lose: () => Promise<unknown>) {
  const dies = await newWorker();
  const run = await startPrinting();
  const early = await watch(run.runId);
  await early.untilHas(5);
  const stood = await stopAhead(dies, run.runId);
  await early.untilHas(stood.streamed);
  await lose();
  dies.signal("SIGKILL");
  await newWorker();
  await vi.waitFor(async () => {
    const last = (await eventsOf(run.runId)).at(-1);
    expect(last).toMatchObject({ type: "subprocess_output", text: expect.stringContaining("more") as string });
    expect(last?.seq).toBeGreaterThan(stood.reserved);
  }, soon);
  await letGo(run);
  await untilSettled(run.runId);
  await early.ended;
  return { ...stood, runId: run.runId, early: early.log() };
}

const expectSameEvents = (early: Log, whole: Log) => {
  for (const [seq, text] of early.texts) expect(whole.texts.get(seq) ?? text).toBe(text);
};

it("a Redis that loses everything under a living worker is filled again: nobody is told of a gap", async () => {
  await newWorker();
  const run = await startPrinting();
  const early = await watch(run.runId);
  await early.untilHas(15);
  await operator.flushall();
  await early.untilHas(early.last() + 15);
  const late = await watch(run.runId);
  await late.untilHas(early.last());
  await letGo(run);
  await untilSettled(run.runId);
  await Promise.all([early.ended, late.ended]);
  const whole = await tellAll(run.runId);
  expect(whole.gaps).toEqual([]);
  expect(whole.seqs).toEqual(whole.seqs.map((_, at) => at + 1));
  for (const viewer of [early, late]) expect(viewer.log()).toEqual(whole);
  const { status, text } = await follow(run.runId, 0);
  const ids = [...text.matchAll(/^id: (\d+)-0$/gm)].map(([, id]) => Number(id));
  expect([status, ids]).toEqual([200, whole.seqs]);
  expect(await database().gap.findMany({ where: { runId: run.runId } })).toEqual([]);
});

it("what only a lost Redis and a killed worker had is told as lost, to each as far as it lacks it, and then as kept no longer around it", async () => {
  const { runId, archived, streamed, reserved, early } = await loseBoth(() => operator.flushall());
  const lost = { from: archived + 1, to: reserved, reason: "redis_lost" };
  const whole = await tellAll(runId);
  expect(whole.gaps).toEqual([lost]);
  expect(early.gaps).toEqual([{ ...lost, from: streamed + 1 }]);
  expectSameEvents(early, whole);
  expect(early.seqs.filter((seq) => !whole.texts.has(seq))).toEqual(
    Array.from({ length: streamed - archived }, (_, at) => archived + 1 + at),
  );
  for (const cursor of [archived, streamed, reserved - 1]) {
    const { status, text } = await follow(runId, cursor);
    expect([status, JSON.parse(text)]).toMatchObject([
      410,
      { earliestEventId: `${reserved + 1}-0`, eventsUrl: `/api/runs/${runId}/events?after=${cursor}` },
    ]);
  }
  expect((await follow(runId, reserved)).text).toMatch(new RegExp(`^id: ${reserved + 1}-0$`, "m"));

  await database().$executeRaw`
    UPDATE run SET settled_at = settled_at - interval '40 days', stream_ended = true WHERE id = ${runId}`;
  const [first] = await database().eventChunk.findMany({ where: { runId }, orderBy: { firstSeq: "asc" }, take: 1 });
  const end = whole.seqs.at(-1) ?? 0;
  const kept = (from: number, to: number) => ({ from, to, reason: "retention" });
  await removeLogStep([runId], { setting: 30, atOnce: 1 });
  expect((await tellAll(runId)).gaps).toEqual([kept(1, first?.lastSeq ?? 0), lost]);
  await removeOldLogs({ setting: 30, signal: new AbortController().signal });
  const left = await tellAll(runId);
  expect(left).toMatchObject({ seqs: [end], gaps: [kept(1, archived), lost, kept(reserved + 1, end - 1)] });
  expect(left.texts.get(end)).toBe(whole.texts.get(end));
  expect(await follow(runId, archived)).toMatchObject({ status: 410 });
});

it("what a Redis still has that was killed together with the worker is told as before, and only what follows as lost", async () => {
  const { runId, archived, streamed, reserved, early } = await loseBoth(async () => {
    await killableRedis.kill();
    await killableRedis.start();
  });
  expect(streamed).toBeGreaterThan(archived);
  const whole = await tellAll(runId);
  const lost = { from: streamed + 1, to: reserved, reason: "redis_lost" };
  expect([whole.gaps, early.gaps]).toEqual([[lost], [lost]]);
  expect(early).toEqual(whole);
  await operator.flushall();
  expect(await overRest(runId)).toEqual(whole);
});
