/** The list of runs as a tab follows it, over real stores: what changed, in order, from where it left. */
import { afterAll, afterEach, expect, it, vi } from "vitest";
import type { FeedFrame } from "#server/domain/frames.ts";
import { FEED_BUFFER_ENTRIES } from "#server/domain/limits.ts";
import { mirrorRun } from "#server/store/live/runMirror.ts";
import { closeRedis, connected } from "#server/store/live/redis.ts";
import { redisKeys } from "#server/store/live/redisKeys.ts";
import { closeDatabase } from "#server/store/records/database.ts";
import { closeStreams, countStreams } from "#server/streamClosers.ts";
import { openStream, type OpenedStream } from "#server/testing/openStream.ts";
import { someRunId, someSnapshot } from "#server/testing/someRun.ts";

const SOON = { timeout: 10_000 }; // other tests have the same two cores

let opened: OpenedStream<FeedFrame>[] = [];
afterEach(async () => {
  for (const stream of opened) stream.leave();
  await Promise.all(opened.map((stream) => stream.read.catch(() => undefined)));
  opened = [];
});
afterAll(async () => {
  await Promise.all([closeDatabase(), closeRedis()]);
});

async function open(input: { after?: string } = {}, lastEventId?: string) {
  const stream = await openStream<FeedFrame>("feed.changes", input, lastEventId);
  opened.push(stream);
  const kinds = () => stream.frames().map((frame) => frame.kind);
  const runs = () => stream.frames().flatMap((frame) => (frame.kind === "runs" ? frame.runs : []));
  const last = () => stream.messages.findLast(({ id }) => id !== null)?.id ?? undefined;
  return { ...stream, kinds, runs, last };
}

const settled = (runId: string, rev: number) => mirrorRun(someSnapshot({ runId, rev, status: "completed" }));

it("a tab is told the numbers, to read its list once, and then what changes", async () => {
  const tab = await open();
  await vi.waitFor(() => expect(tab.kinds()).toContain("reset"), SOON);
  expect(tab.kinds()).toContain("overview");
  const runId = someRunId();
  await settled(runId, 7);
  await vi.waitFor(() => expect(tab.runs()).toMatchObject([{ runId, rev: 7, status: "completed" }]), SOON);
  expect(JSON.stringify(tab.runs())).not.toContain("not to be seen by anybody");
});

it("a tab that comes back goes on where it was, without reading its list again", async () => {
  const tab = await open();
  await vi.waitFor(() => expect(tab.kinds()).toContain("reset"), SOON);
  const [seen, missed] = [someRunId(), someRunId()];
  await settled(seen, 1);
  await vi.waitFor(() => expect(tab.runs()).toHaveLength(1), SOON);
  const keeper = await open(); // somebody else watches on
  tab.leave();
  await tab.read.catch(() => undefined);
  await settled(missed, 1);
  const back = await open({}, tab.last());
  await vi.waitFor(() => expect(back.runs().map((run) => run.runId)).toEqual([missed]), SOON);
  expect(back.kinds()).not.toContain("reset");
  keeper.leave();
});

it("a cursor that is older than what is kept, or of another Redis, means to read the list anew", async () => {
  const tab = await open();
  await vi.waitFor(() => expect(tab.kinds()).toContain("reset"), SOON);
  const cursor = tab.last();
  const client = await connected("publish");
  const entry = ["runId", "r", "rev", "1", "summary", JSON.stringify({ runId: "r", rev: 1 })] as const;
  const many = client.pipeline();
  for (let n = 0; n <= FEED_BUFFER_ENTRIES; n += 1) many.xadd(redisKeys.feed, "*", ...entry);
  await many.exec();
  const end = (await client.xrevrange(redisKeys.feed, "+", "-", "COUNT", 1))[0]?.[0];
  await vi.waitFor(() => expect(tab.last()).toBe(end), SOON);
  for (const after of [cursor, "99999999999999-0"]) {
    const late = await open({}, after);
    await vi.waitFor(() => expect(late.kinds()).toContain("reset"), SOON);
    expect(late.last()).toBe(end);
  }
});

it("a cursor of another kind is refused, and the browser does not ask again for ever", async () => {
  const tab = await open({ after: "7" });
  await tab.read;
  expect(tab.messages.at(-1)).toMatchObject({
    event: "serialized-error",
    data: { data: { code: "invalid_request" } },
  });
});

it("all tabs together hold one connection to Redis, with the tails of runs", async () => {
  for (let n = 0; n < 5; n += 1) await open();
  await vi.waitFor(() => expect(opened.every((tab) => tab.frames().length > 1)).toBe(true), SOON);
  const clients = String(await (await connected("read")).client("LIST")).split("\n");
  const own = new URL(process.env.REDIS_URL ?? "").pathname.slice(1) || "0";
  expect(clients.filter((line) => line.includes("name=codi-tail ") && line.includes(` db=${own} `))).toHaveLength(1);
});

it("when the process stops, the stream ends without a word that would keep the browser from coming back", async () => {
  const tab = await open();
  await vi.waitFor(() => expect(tab.kinds()).toContain("reset"), SOON);
  closeStreams();
  await tab.read;
  expect(tab.messages.map(({ event }) => event)).not.toContain("return");
  expect(countStreams()).toBe(0);
});
