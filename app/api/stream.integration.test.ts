/** The live log over REST on real stores: from the first event, live, after a reconnect, trimmed, ended; and the stored output. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { askRoute } from "#server/testing/askRoute.ts";
import type { HeldForTest } from "#server/testing/heldRun.ts";

let root: string;
const open: AbortController[] = [];

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "codi-stream-")));
  process.env.CODI_WORKSPACE_ROOTS = root;
});
afterAll(async () => {
  for (const stream of open) stream.abort();
  const { closeRedis } = await import("#server/store/live/redis.ts");
  const { closeDatabase } = await import("#server/store/records/database.ts");
  await Promise.all([closeRedis(), closeDatabase(), rm(root, { recursive: true })]);
});

async function startRun(): Promise<string> {
  const response = await askRoute("POST", "/api/runs/continuous", {
    body: { epicId: "e", config: { workingDir: root } },
  });
  return ((await response.json()) as { runId: string }).runId;
}

/** A run that is held and whose log has these many events. */
async function runWith(events: number): Promise<HeldForTest> {
  const { holdNextRun } = await import("#server/testing/heldRun.ts");
  const runId = await startRun();
  const held = await holdNextRun();
  expect(held.runId).toBe(runId);
  await held.recorder.commit({
    bodies: [{ type: "run_started", config: {} }],
    patch: { status: "running", publishedStatus: "running", currentTurn: 1 },
  });
  for (let at = 1; at < events; at += 1) await record(held, `event ${at + 1}`);
  await held.recorder.flush();
  return held;
}
const record = (held: HeldForTest, message: string) => held.recorder.record({ type: "error", code: "test", message });
const settle = (held: HeldForTest) =>
  held.recorder.commit({
    bodies: [{ type: "run_completed", outcome: "changed", stopReason: "stop_requested" }],
    patch: { status: "completed", publishedStatus: "completed", settledAt: new Date() },
  });

type Stream = {
  response: Response;
  next(): Promise<string | null>;
  until(id: string): Promise<string[]>;
  rest(): Promise<string>;
  leave(): void;
};

async function openStream(runId: string, query = "", headers: Record<string, string> = {}): Promise<Stream> {
  const leaving = new AbortController();
  open.push(leaving);
  const response = await askRoute("GET", `/api/runs/${runId}/stream${query}`, { headers, signal: leaving.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error("no body");
  let buffer = "";
  const next = async (): Promise<string | null> => {
    for (;;) {
      const end = buffer.indexOf("\n\n");
      const block = end < 0 ? null : buffer.slice(0, end);
      if (block !== null) buffer = buffer.slice(end + 2);
      if (block !== null && !block.startsWith(":")) return block;
      if (block !== null) continue;
      const { value, done } = await reader.read();
      if (done) return null;
      buffer += value;
    }
  };
  return {
    response,
    next,
    /** The ids of everything up to and including this one. */
    async until(id) {
      const ids: string[] = [];
      while (ids.at(-1) !== id) {
        const block = await next();
        if (block === null) throw new Error(`the stream ended before ${id}: ${ids.join(", ")}`);
        ids.push(/^id: (\S+)\n/.exec(block)?.[1] ?? block);
      }
      return ids;
    },
    async rest() {
      const blocks: string[] = [];
      for (let block = await next(); block !== null; block = await next()) blocks.push(block);
      return blocks.join("|");
    },
    leave: () => leaving.abort(),
  };
}
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `${from + at}-0`);
async function refused(runId: string, query: string, headers: Record<string, string> = {}): Promise<[number, unknown]> {
  const response = await askRoute("GET", `/api/runs/${runId}/stream${query}`, { headers });
  return [response.status, await response.json()];
}

describe("GET /api/runs/:id/stream", () => {
  it("sends the log from 0-0, goes on live, and ends with [DONE] after the last event", async () => {
    const held = await runWith(3);
    const stream = await openStream(held.runId, "?from=0-0");
    expect(stream.response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(await stream.until("3-0")).toEqual(ids(1, 3));
    await record(held, "live");
    const block = await stream.next();
    const [, json = ""] = /^id: 4-0\ndata: (.*)$/.exec(block ?? "") ?? [];
    expect(JSON.parse(json)).toMatchObject({ type: "error", message: "live", runId: held.runId, seq: 4 });
    await settle(held);
    expect(await stream.next()).toMatch(/^id: 5-0\ndata: \{"type":"run_completed"/);
    expect(await stream.rest()).toBe("data: [DONE]");
    await held.recorder.close();
  });

  it("shows the same events as /events, which pages to the end", async () => {
    const held = await runWith(7);
    const seen: StoredEvent[] = [];
    let after = 0;
    for (let page = 0; page < 4; page += 1) {
      const response = await askRoute("GET", `/api/runs/${held.runId}/events?after=${after}&limit=2`);
      const { events, next, gaps } = (await response.json()) as {
        events: StoredEvent[];
        next: number;
        gaps: unknown[];
      };
      expect(gaps).toEqual([]);
      seen.push(...events);
      after = next;
    }
    const stream = await openStream(held.runId, "?from=0-0");
    expect(await stream.until("7-0")).toEqual(seen.map((event) => `${event.seq}-0`));
    stream.leave();
    expect(await stream.rest()).toBe("");
    const last = await askRoute("GET", `/api/runs/${held.runId}/events?after=7`);
    expect(await last.json()).toEqual({ events: [], next: 7, gaps: [] });
    for (const query of ["limit=5001", "limit=0", "after=-1", "before=3"])
      expect((await askRoute("GET", `/api/runs/${held.runId}/events?${query}`)).status).toBe(400);
    await held.recorder.close();
  });

  it("goes on after Last-Event-ID, which beats from", async () => {
    const held = await runWith(5);
    const stream = await openStream(held.runId, "?from=0-0", { "last-event-id": "3-0" });
    expect(await stream.until("5-0")).toEqual(["4-0", "5-0"]);
    stream.leave();
    await held.recorder.close();
  });

  it("sends only what is new by default, from the moment it was asked", async () => {
    const held = await runWith(5);
    const stream = await openStream(held.runId);
    // Written before the first read: the end of the log was fixed when the stream was opened.
    await record(held, "new");
    await record(held, "newer");
    expect(await stream.until("7-0")).toEqual(["6-0", "7-0"]);
    stream.leave();
    await held.recorder.close();
  });

  it("of a queued run is empty, and brings the first event when it comes", async () => {
    const runId = await startRun();
    const stream = await openStream(runId, "?from=0-0");
    const first = stream.next();
    await askRoute("POST", `/api/runs/${runId}/control`, { body: { action: "cancel" } });
    expect(await first).toMatch(/^id: 1-0\ndata: \{"type":"run_cancelled"/);
    expect(await stream.rest()).toBe("data: [DONE]");
  });

  it("of a settled run sends what is left, and [DONE] at once when nothing is", async () => {
    const held = await runWith(2);
    await settle(held);
    await held.recorder.close();
    const rest = await openStream(held.runId, "?from=1-0");
    expect(await rest.until("3-0")).toEqual(["2-0", "3-0"]);
    expect(await rest.rest()).toBe("data: [DONE]");
    for (const query of ["", "?from=3-0", "?from=$"])
      expect(await (await askRoute("GET", `/api/runs/${held.runId}/stream${query}`)).text()).toBe("data: [DONE]\n\n");
  });

  it("answers 400 for a cursor ahead of the run, a cursor that is none, and an unknown parameter", async () => {
    const held = await runWith(2);
    const at = async (query: string, headers = {}) => (await refused(held.runId, query, headers))[0];
    expect(await at("?from=3-0")).toBe(400);
    expect(await at("", { "last-event-id": "99-0" })).toBe(400);
    expect(await at("?from=yesterday")).toBe(400);
    expect(await at("?since=0-0")).toBe(400);
    await held.recorder.close();
  });

  it("answers 410 with the way out when the cursor lies before what the stream holds", async () => {
    const held = await runWith(9);
    const { redis } = await import("#server/store/live/redis.ts");
    const { redisKeys } = await import("#server/store/live/redisKeys.ts");
    await redis("publish").xtrim(redisKeys.events(held.runId), "MINID", "=", "6-0");
    const eventsUrl = (after: number) => `/api/runs/${held.runId}/events?after=${after}`;
    expect(await refused(held.runId, "?from=0-0", { "last-event-id": "2-0" })).toEqual([
      410,
      {
        error: { code: "stream_trimmed", message: expect.any(String) as string },
        lastEventId: "2-0",
        earliestEventId: "6-0",
        eventsUrl: eventsUrl(2),
      },
    ]);
    expect((await refused(held.runId, "?from=0-0"))[0]).toBe(410);
    const page = (await (await askRoute("GET", eventsUrl(2))).json()) as { events: StoredEvent[]; next: number };
    expect(page.events.map((event) => event.seq)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    const stream = await openStream(held.runId, "?from=5-0");
    expect(await stream.until("9-0")).toEqual(ids(6, 9));
    stream.leave();
    await held.recorder.close();
  });

  it("answers 410 without an earliest id once the stream expired", async () => {
    const { redis } = await import("#server/store/live/redis.ts");
    const held = await runWith(2);
    await settle(held);
    await held.recorder.close();
    await redis("publish").del(`codi:api:run:${held.runId}:events`);
    expect(await refused(held.runId, "?from=1-0")).toMatchObject([410, { lastEventId: "1-0", earliestEventId: null }]);
    expect(await (await askRoute("GET", `/api/runs/${held.runId}/stream`)).text()).toBe("data: [DONE]\n\n");
  });

  it("closes what is open when the web process stops, without [DONE]", async () => {
    const { closeStreams, countStreams } = await import("#server/streamClosers.ts");
    const held = await runWith(1);
    const stream = await openStream(held.runId, "?from=0-0");
    await stream.until("1-0");
    expect(countStreams()).toBeGreaterThan(0);
    closeStreams();
    expect(await stream.rest()).toBe("");
    delete (globalThis as { codiStopping?: boolean }).codiStopping;
    await held.recorder.close();
  });
});

describe("GET /api/runs/:id/output", () => {
  const get = (runId: string, query: string, headers: Record<string, string> = {}) =>
    askRoute("GET", `/api/runs/${runId}/output?${query}`, { headers });

  async function store(held: HeldForTest, firstByte: number, text: string): Promise<void> {
    const { appendOutputChunk } = await import("#server/store/records/outputStore.ts");
    const { runId, claim } = held;
    const bytes = Buffer.from(text);
    await appendOutputChunk({ runId, claim, turn: 1, stream: "stdout", firstByte, firstLine: 0, bytes, lines: 1 });
  }

  it("is there during the turn, grows, and is given in ranges", async () => {
    const held = await runWith(1);
    const empty = await get(held.runId, "turn=1");
    expect([empty.status, await empty.text(), empty.headers.get("content-length")]).toEqual([200, "", "0"]);
    await store(held, 0, "hello ");
    expect(await (await get(held.runId, "turn=1&stream=stdout")).text()).toBe("hello ");
    await store(held, 6, "wörld\n");
    const whole = await get(held.runId, "turn=1");
    expect(await whole.text()).toBe("hello wörld\n");
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-length": "13",
      "accept-ranges": "bytes",
      "x-content-type-options": "nosniff",
    });
    const part = await get(held.runId, "turn=1", { range: "bytes=4-6" });
    expect([part.status, await part.text()]).toEqual([206, "o w"]);
    expect(part.headers.get("content-range")).toBe("bytes 4-6/13");
    expect(await (await get(held.runId, "turn=1", { range: "bytes=-3" })).text()).toBe("ld\n");
    const beyond = await get(held.runId, "turn=1", { range: "bytes=13-" });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */13"]);
    expect(await (await get(held.runId, "turn=1&stream=stderr")).text()).toBe("");
    await held.recorder.close();
  });

  it("states a cut, and counts ranges in the bytes that are stored", async () => {
    const held = await runWith(1);
    await store(held, 0, "0123456789");
    await store(held, 1_000_000, "tail of it");
    const whole = await get(held.runId, "turn=1");
    expect(whole.headers.get("codi-output-cut")).toBe("from=10; bytes=999990");
    expect(whole.headers.get("content-length")).toBe("20");
    expect(await whole.text()).toBe("0123456789tail of it");
    const part = await get(held.runId, "turn=1", { range: "bytes=8-13" });
    expect([await part.text(), part.headers.get("content-range")]).toEqual(["89tail", "bytes 8-13/20"]);
    expect(await (await get(held.runId, "turn=1", { range: "bytes=-2" })).text()).toBe("it");
    await held.recorder.close();
  });

  it("answers 404 for a turn that has not begun and 400 for one that cannot be", async () => {
    const held = await runWith(1);
    expect((await get(held.runId, "turn=2")).status).toBe(404);
    for (const query of ["", "turn=0", "turn=one", "turn=1&stream=both", "turn=1&line=3"])
      expect((await get(held.runId, query)).status).toBe(400);
    await held.recorder.close();
  });
});
