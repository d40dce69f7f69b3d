/** Rows and events of a worker that is newer than this web process: sent on as they are, over both doors, from both stores. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RunFrame } from "#server/domain/frames.ts";
import type { RunEventBody, StoredEvent } from "#server/domain/runEvents.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { closeDatabase, database } from "#server/store/records/database.ts";
import { answerTrpc } from "#server/trpc/answerTrpc.ts";
import { askRoute } from "#server/testing/askRoute.ts";
import { addScript, makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { type HeldForTest, holdNextRun } from "#server/testing/heldRun.ts";
import { openStream } from "#server/testing/openStream.ts";

let held: HeldForTest;

const bodies = [
  { type: "run_started", config: {}, mood: "calm" },
  { type: "run_hibernated", dream: { deep: [1, { two: null }] } },
  { type: "turn_started", turn: 1, try: 1, pid: 7, promptBytes: 1, promptHash: "h", sung: true },
  { type: "turn_item", turn: 1, phase: "imagined", itemId: "x", item: { type: "hologram", frames: [1] }, codex: null },
  { type: "turn_item", turn: 1, phase: "completed", itemId: "y", item: {}, codex: { type: "void" } },
  { type: "subprocess_output", turn: 1, stream: "stddream", text: "z", offset: 0, width: 9 },
  { type: "file_written" },
] as unknown as RunEventBody[];

beforeAll(async () => {
  const root = await makeRoot();
  await startIn(root, { profile: await addScript("true") });
  held = await holdNextRun();
  for (const body of bodies) await held.recorder.record(body);
});
afterAll(async () => {
  await held.recorder.close();
  await Promise.all([closeRedis(), closeDatabase()]);
});

/** Without what every event has. */
const bare = (events: StoredEvent[]) => events.map(({ ts: _ts, runId: _runId, seq: _seq, ...body }) => body);
const numbers = bodies.map((_, index) => index + 1);

async function overTrpc(): Promise<StoredEvent[]> {
  const stream = await openStream<RunFrame>("runs.events", { runId: held.runId });
  const events = () => stream.frames().flatMap((frame) => (frame.kind === "events" ? frame.events : []));
  await expect.poll(() => events().length, { timeout: 10_000 }).toBe(bodies.length);
  stream.leave();
  await stream.read.catch(() => undefined);
  return events();
}

async function overRest(): Promise<StoredEvent[]> {
  const leaving = new AbortController();
  const path = `/api/runs/${held.runId}/stream?from=0-0`;
  const { body } = await askRoute("GET", path, { signal: leaving.signal });
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.includes(`id: ${bodies.length}-0\n`) && text.endsWith("\n\n")) break;
  }
  leaving.abort();
  return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? "") as StoredEvent);
}

async function pages(): Promise<StoredEvent[][]> {
  const page = await askRoute("GET", `/api/runs/${held.runId}/events`);
  const asked = await answerTrpc(query("runs.eventsPage", { runId: held.runId }));
  const overTrpc = (await asked.json()) as { result: { data: { events: StoredEvent[] } } };
  return [((await page.json()) as { events: StoredEvent[] }).events, overTrpc.result.data.events];
}

function query(name: string, input?: unknown): Request {
  const asked = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return new Request(`http://127.0.0.1:3000/api/trpc/${name}${asked}`, { headers: { host: "127.0.0.1:3000" } });
}

it.each(["while Redis alone has them", "once they are archived"])(
  "%s, events are sent on as they are",
  async (when) => {
    if (when.startsWith("once")) await held.recorder.flush();
    for (const events of [await overRest(), await overTrpc(), ...(await pages())]) {
      expect(bare(events)).toEqual(bodies);
      expect(events.map(({ seq }) => seq)).toEqual(numbers);
    }
  },
);

it("a run whose words nobody here knows is shown with them, and offers nothing", async () => {
  const { runId } = held;
  await database().run.update({
    where: { id: runId },
    data: {
      status: "hibernating",
      outcome: "transcended",
      waitingCode: "eclipse",
      pauseReason: "solstice",
      stopReason: "enough",
      error: { code: "dream_error", message: "It woke up.", retryable: true, deep: 1 },
      receipt: { by: { kind: "moon", id: "m", name: "Moon" }, signals: [{ signal: "SIGDREAM" }], left: [] },
      holder: null,
      runAfter: new Date(),
    },
  });
  const words = {
    status: "hibernating",
    outcome: "transcended",
    stopReason: "enough",
    error: { code: "dream_error", message: "It woke up.", retryable: true, deep: 1 },
  };
  const one = await askRoute("GET", `/api/runs/${runId}`);
  expect([one.status, await one.json()]).toMatchObject([200, words]);
  const list = await askRoute("GET", "/api/runs");
  expect([list.status, await list.json()]).toMatchObject([200, { runs: [words] }]);
  const byId = await answerTrpc(query("runs.byId", { runId }));
  expect([byId.status, await byId.json()]).toMatchObject([200, { result: { data: { run: words, actions: [] } } }]);
  for (const name of ["runs.list", "runs.overview", "runs.waiting"])
    expect((await answerTrpc(query(name))).status, name).toBe(200);
  expect((await answerTrpc(query("runs.strip", { hours: 6 }))).status).toBe(200);
  for (const action of ["pause", "resume", "stop", "cancel"]) {
    const control = await askRoute("POST", `/api/runs/${runId}/control`, { body: { action } });
    expect([control.status, await control.json()]).toMatchObject([409, { error: { code: "illegal_transition" } }]);
  }
});
