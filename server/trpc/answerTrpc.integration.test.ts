/** tRPC's door with real stores: what it refuses before the router, and that each procedure answers. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTRPCClient, httpBatchLink, httpLink, TRPCClientError } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BODY_MAX_BYTES, TRPC_BATCH_MAX } from "#server/domain/limits.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { appendOutputChunk } from "#server/store/records/outputStore.ts";
import { closeDatabase, database } from "#server/store/records/database.ts";
import { answerTrpc } from "./answerTrpc.ts";
import type { AppRouter } from "./appRouter.ts";

const base = "http://127.0.0.1:3000/api/trpc";
const json = { "content-type": "application/json" };
let workingDir = "";

beforeAll(async () => {
  workingDir = await mkdtemp(join(tmpdir(), "codi-trpc-"));
});
afterAll(async () => {
  await Promise.all([closeDatabase(), closeRedis()]);
});

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(`${base}/${path}`, { duplex: "half", ...init } as RequestInit);
  if (!request.headers.has("host")) request.headers.set("host", "127.0.0.1:3000");
  return answerTrpc(request);
}
const fetchHere = (url: RequestInfo | URL, init?: RequestInit) =>
  ask((typeof url === "string" ? url : url instanceof URL ? url.href : url.url).slice(base.length + 1), init);

const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: base, fetch: fetchHere })] });
const single = createTRPCClient<AppRouter>({ links: [httpLink({ url: base, fetch: fetchHere })] });
const runCount = () => database().run.count();

/** What the client's error carries. */
async function refused(call: Promise<unknown>) {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TRPCClientError)) throw new Error(`Not refused: ${String(error)}`);
  return (error as TRPCClientError<AppRouter>).data;
}

const startBody = () => ({ epicId: "epic-1", config: { workingDir, mission: "Say hello.\nTwice." } });
const started = async () => (await client.runs.start.mutate({ body: startBody() })).run;

describe("before the router", () => {
  const mutation = "runs.startDemo";
  it.each([
    ["a form", { "content-type": "multipart/form-data; boundary=x" }, "--x--"],
    ["an encoded form", { "content-type": "application/x-www-form-urlencoded" }, "a=b"],
    ["plain text", { "content-type": "text/plain" }, "{}"],
    ["bytes", { "content-type": "application/octet-stream" }, "{}"],
    ["JSON in name only", { "content-type": "application/jsonx" }, "{}"],
  ])("%s is a 415 and starts nothing", async (_, headers, body) => {
    const before = await runCount();
    const answer = await ask(mutation, { method: "POST", headers, body });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ error: { data: { code: "unsupported_media_type" } } });
    expect(await runCount()).toBe(before);
  });

  it.each([
    ["a foreign Origin", { origin: "http://evil.example" }],
    ["a cross-site fetch", { "sec-fetch-site": "cross-site" }],
    ["a foreign Host", { host: "evil.example" }],
    ["a proxy", { "x-forwarded-for": "10.0.0.1" }],
  ])("%s is a 403 for mutations, queries and subscriptions, and starts nothing", async (_, headers) => {
    const before = await runCount();
    const post = await ask(mutation, { method: "POST", headers: { ...json, ...headers }, body: "{}" });
    const query = await ask("runs.overview", { headers });
    const stream = await ask(`runs.events?input=${encodeURIComponent('{"runId":"x"}')}`, { headers });
    expect([post.status, query.status, stream.status]).toEqual([403, 403, 403]);
    expect(await runCount()).toBe(before);
  });

  it("a body over the limit is a 413, announced or not", async () => {
    const body = JSON.stringify({ body: "x".repeat(BODY_MAX_BYTES) });
    expect((await ask("runs.start", { method: "POST", headers: json, body })).status).toBe(413);
    const stream = new Blob([body]).stream();
    expect((await ask("runs.start", { method: "POST", headers: json, body: stream })).status).toBe(413);
  });

  it("a batch over the limit is a 400", async () => {
    const paths = (count: number) => `${Array(count).fill("runs.overview").join(",")}?batch=1&input=%7B%7D`;
    expect((await ask(paths(TRPC_BATCH_MAX))).status).toBe(200);
    expect((await ask(paths(TRPC_BATCH_MAX + 1))).status).toBe(400);
  });

  it.each([
    ["broken JSON", "{nope"],
    ["an array 100,000 deep", "[".repeat(100_000) + "]".repeat(100_000)],
    ["a body 100,000 deep", `{"body":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["nothing", ""],
    ["null", "null"],
    ["a prototype", '{"__proto__":{"body":{}}}'],
  ])("%s is a 400, not a 500", async (_, body) => {
    const answer = await ask("runs.start", { method: "POST", headers: json, body });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { data: { code: "invalid_request" } } });
  });

  it("answers are kept by nobody", async () => {
    expect((await ask("runs.overview")).headers.get("cache-control")).toBe("no-store");
  });
});

describe("runs", () => {
  it("start answers with the run, list and byId show it with what can be done", async () => {
    const run = await started();
    expect(run).toMatchObject({ status: "queued", name: "Say hello.", createdBy: { id: "local" } });
    const { runs } = await client.runs.list.query();
    expect(runs[0]?.runId).toBe(run.runId);
    const page = await client.runs.byId.query({ runId: run.runId });
    expect(page).toMatchObject({ run: { runId: run.runId }, turns: [], actions: ["cancel"] });
    expect((await client.runs.overview.query()).counts.queued).toBeGreaterThan(0);
  });

  it("start names every wrong field, as the form knows them", async () => {
    const body = { epicId: "..", config: { workingDir: "here", maxTurns: "many", surprise: 1 } } as never;
    const { code, fields } = (await refused(client.runs.start.mutate({ body }))) ?? {};
    expect(code).toBe("invalid_request");
    expect(fields?.map(({ path }) => path).sort()).toEqual([
      "config.maxTurns",
      "config.surprise",
      "config.workingDir",
      "epicId",
    ]);
  });

  it("start under one key makes one run", async () => {
    const request = { body: startBody(), idempotencyKey: "once" };
    const [first, second] = await Promise.all([single.runs.start.mutate(request), single.runs.start.mutate(request)]);
    expect(first.run.runId).toBe(second.run.runId);
    const other = { ...request, body: { ...startBody(), epicId: "epic-2" } };
    expect(await refused(client.runs.start.mutate(other))).toMatchObject({ code: "idempotency_conflict", status: 409 });
  });

  it("control moves the run, refuses what its status does not take, and knows no other action", async () => {
    const { runId } = await started();
    expect(await refused(client.runs.control.mutate({ runId, action: "resume" }))).toMatchObject({
      code: "illegal_transition",
      status: 409,
      facts: { status: "queued" },
    });
    expect(await refused(client.runs.control.mutate({ runId, action: "explode" }))).toMatchObject({ status: 400 });
    expect(await client.runs.control.mutate({ runId, action: "cancel" })).toEqual({ runId, status: "cancelled" });
  });

  it.each(["r_00000000-0000-4000-8000-000000000000", "nonsense", "r_\0", "../../etc"])(
    "a run that does not exist is a 404 everywhere: %j",
    async (runId) => {
      const turn = { runId, turn: 1 };
      const answers = await Promise.all([
        refused(single.runs.byId.query({ runId })),
        refused(single.runs.control.mutate({ runId, action: "cancel" })),
        refused(single.runs.eventsPage.query({ runId })),
        refused(single.runs.prompt.query(turn)),
        refused(single.runs.output.query({ ...turn, stream: "stdout" })),
      ]);
      expect(answers.map((answer) => answer?.status)).toEqual([404, 404, 404, 404, 404]);
    },
  );

  it("eventsPage pages through the log", async () => {
    const { runId } = await started();
    await client.runs.control.mutate({ runId, action: "cancel" });
    const page = await client.runs.eventsPage.query({ runId });
    expect(page).toMatchObject({ events: [{ type: "run_cancelled", seq: 1 }], next: 1, gaps: [] });
    expect(await client.runs.eventsPage.query({ runId, after: 1 })).toEqual({ events: [], next: 1, gaps: [] });
  });

  it("output gives parts that join, whole characters each", async () => {
    const { runId } = await started();
    const text = "äöü€".repeat(100);
    const bytes = Buffer.from(text);
    await appendOutputChunk({
      runId,
      claim: 1,
      turn: 1,
      stream: "stdout",
      firstByte: 0,
      firstLine: 0,
      bytes,
      lines: 0,
    });
    const place = { runId, turn: 1, stream: "stdout" as const };
    let joined = "";
    for (let from = 0; from < bytes.length;) {
      const part = await client.runs.output.query({ ...place, from, to: from + 10 });
      expect(part).toMatchObject({ from, total: bytes.length, cut: null });
      joined += part.text;
      from = part.to;
    }
    expect(joined).toBe(text);
    expect(await refused(client.runs.output.query({ ...place, turn: 2 }))).toMatchObject({ code: "not_found" });
  });

  it("preview shows prompt and command without starting anything", async () => {
    const before = await runCount();
    const preview = await client.runs.preview.mutate({ body: startBody() });
    expect(preview.prompt).toContain("Say hello.");
    expect(preview.command).toContain("exec");
    expect(await runCount()).toBe(before);
  });
});

it("workers, profiles and the form's facts are there on an empty machine", async () => {
  const [workers, profiles, setup] = await Promise.all([
    client.workers.list.query(),
    client.profiles.list.query(),
    client.setup.start.query(),
  ]);
  expect(workers).toEqual([]);
  expect(profiles.map(({ name }) => name)).toEqual(["default", "demo"]);
  expect(setup.roots).toContain(tmpdir());
});
