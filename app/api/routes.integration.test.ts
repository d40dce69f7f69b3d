/** A walk over every REST route that answers once: its answer, and every way to be refused. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BODY_MAX_BYTES } from "#server/domain/limits.ts";
import { askRoute } from "#server/testing/askRoute.ts";

const SECRET = "correct horse battery staple";
const UNKNOWN = `r_${randomUUID()}`;
let project: string;
let root: string;
/** Everything that any route answered: env values must be nowhere in it. */
const answers: string[] = [];

type Json = Record<string, unknown>;
async function ask(...asking: Parameters<typeof askRoute>): Promise<{ status: number; headers: Headers; json: Json }> {
  const response = await askRoute(...asking);
  const text = await response.text();
  answers.push(text);
  return { status: response.status, headers: response.headers, json: JSON.parse(text) as Json };
}
const error = (answer: { json: Json }) =>
  answer.json.error as { code: string; message: string; fields?: { path: string; message: string }[] };
const paths = (answer: { json: Json }) =>
  error(answer)
    .fields?.map((field) => field.path)
    .sort();
const body = (config: Json = {}, epicId = "checkout") => ({ epicId, config: { workingDir: project, ...config } });
async function start(config: Json = {}, headers: Record<string, string> = {}): Promise<string> {
  const { status, json } = await ask("POST", "/api/runs/continuous", { body: body(config), headers });
  expect(status).toBe(202);
  return json.runId as string;
}

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "codi-rest-")));
  project = join(root, "shop");
  await mkdir(project);
  process.env.CODI_WORKSPACE_ROOTS = root;
  const { registerWorker } = await import("#server/store/records/workerTable.ts");
  await registerWorker({
    id: randomUUID(),
    host: hostname(),
    bootId: "boot",
    pidNamespace: "namespace",
    pid: process.pid,
    processStart: "1",
    version: "test",
    sites: ["default"],
    slots: 1,
  });
});
afterAll(async () => {
  const { closeRedis } = await import("#server/store/live/redis.ts");
  const { closeDatabase } = await import("#server/store/records/database.ts");
  await Promise.all([closeRedis(), closeDatabase(), rm(root, { recursive: true })]);
});

describe("POST /api/runs/continuous", () => {
  it("answers 202 with the run, and the two addresses of the run answer the same", async () => {
    const answer = await ask("POST", "/api/runs/continuous", {
      body: body({ mission: "Ship it\nsoon", env: { TOKEN: SECRET, A_KEY: SECRET }, labels: ["a"] }),
    });
    const { runId, streamKey, meta } = answer.json as { runId: string; streamKey: string; meta: Json };
    expect(answer.status).toBe(202);
    expect(answer.headers.get("location")).toBe(`/api/runs/${runId}`);
    expect(streamKey).toBe(`codi:api:run:${runId}:events`);
    expect(meta).toMatchObject({ runId, streamKey, status: "queued", name: "Ship it", currentTurn: 0, pid: null });
    expect((meta.config as Json).env).toEqual(["A_KEY", "TOKEN"]);
    const snapshot = await ask("GET", `/api/runs/${runId}`);
    expect(snapshot.json).toEqual({ ...meta, waiting: snapshot.json.waiting });
    expect((await ask("GET", `/api/runs/${runId}/status`)).json).toEqual(snapshot.json);
  });

  it("names every field that is wrong", async () => {
    const answer = await ask("POST", "/api/runs/continuous", {
      body: { epicId: "../x", more: 1, config: { workingDir: "shop", maxTurns: "5", nope: 1, limits: { tokens: 5 } } },
    });
    expect(answer.status).toBe(400);
    expect(error(answer).code).toBe("invalid_request");
    expect(paths(answer)).toEqual(
      ["config.limits.tokens", "config.maxTurns", "config.nope", "config.workingDir", "epicId", "more"].sort(),
    );
  });

  it("refuses a folder outside the roots, an unknown profile, a body that is no JSON and a query", async () => {
    const asked = (config: Json) => ask("POST", "/api/runs/continuous", { body: body(config) });
    expect(paths(await asked({ workingDir: "/" }))).toEqual(["config.workingDir"]);
    expect(paths(await asked({ profile: "none" }))).toEqual(["config.profile"]);
    const broken = await ask("POST", "/api/runs/continuous", {
      raw: { body: "{" },
      headers: { "content-type": "application/json" },
    });
    expect([broken.status, error(broken).code]).toEqual([400, "invalid_request"]);
    const query = await ask("POST", "/api/runs/continuous?dry=1", { body: body() });
    expect([query.status, paths(query)]).toEqual([400, ["dry"]]);
  });

  it("gives one run for one Idempotency-Key, and 409 when the body is another", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const [first, second] = await Promise.all([start({ priority: 1 }, headers), start({ priority: 1 }, headers)]);
    expect(second).toBe(first);
    // The parsed body is compared: a default that is written out is the same request.
    expect(await start({ priority: 1, loopDelaySec: 5 }, headers)).toBe(first);
    const other = await ask("POST", "/api/runs/continuous", { body: body({ priority: 2 }), headers });
    expect([other.status, error(other).code]).toEqual([409, "idempotency_conflict"]);
    const long = await ask("POST", "/api/runs/continuous", {
      body: body(),
      headers: { "idempotency-key": "x".repeat(256) },
    });
    expect([long.status, paths(long)]).toEqual([400, ["Idempotency-Key"]]);
  });

  it("answers 409 while the stop file is present, unless it may be cleared", async () => {
    const epic = join(project, ".cody-harness", "stopped");
    await mkdir(epic, { recursive: true });
    await writeFile(join(epic, ".stop"), "");
    const answer = await ask("POST", "/api/runs/continuous", { body: body({}, "stopped") });
    expect([answer.status, error(answer).code]).toEqual([409, "stop_file_present"]);
    const cleared = await ask("POST", "/api/runs/continuous", { body: body({ clearStopFile: true }, "stopped") });
    expect(cleared.status).toBe(202);
  });
});

describe("POST /api/runs/preview", () => {
  it("answers the framed prompt, and starts nothing", async () => {
    const before = (await ask("GET", "/api/runs?limit=1")).json.runs;
    const response = await askRoute("POST", "/api/runs/preview", {
      body: body({ prompt: "Do it.\r\n", mission: "Ünder" }),
    });
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await response.text()).toBe(
      "=== FULL PROMPT THAT CODY WOULD RECEIVE ===\n\nDo it.\n\n=== MISSION ===\n\nÜnder\n\n=== BEGIN WORK ===\n\n" +
        "Execute your current task following the test-first process. Update logs before finishing.\n\n=== END OF PROMPT ===\n",
    );
    expect((await ask("GET", "/api/runs?limit=1")).json.runs).toEqual(before);
    expect((await ask("POST", "/api/runs/preview", { body: {} })).status).toBe(400);
  });
});

describe("GET /api/runs", () => {
  it("pages through every run once, newest first, in rows without config and streamKey", async () => {
    const started = [await start(), await start(), await start()].reverse();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
      const { json } = await ask("GET", `/api/runs?limit=2${query}`);
      for (const row of json.runs as Json[]) {
        expect(row).not.toHaveProperty("config");
        expect(row).not.toHaveProperty("streamKey");
        seen.push(row.runId as string);
      }
      cursor = json.nextCursor as string | null;
    } while (cursor);
    expect(seen.slice(0, 3)).toEqual(started);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("takes repeated filters and refuses what it does not know", async () => {
    const runId = await start({ labels: ["only-this"] });
    const found = await ask("GET", "/api/runs?label=only-this&label=nobody&status=queued&status=failed");
    expect((found.json.runs as Json[]).map((row) => row.runId)).toEqual([runId]);
    for (const [query, path] of [
      ["limit=101", "limit"],
      ["sort=asc", "sort"],
      ["status=good", "status.0"],
      ["cursor=rubbish", "cursor"],
      ["until=soon", "until"],
    ]) {
      const answer = await ask("GET", `/api/runs?${query}`);
      expect([query, answer.status, paths(answer)]).toEqual([query, 400, [path]]);
    }
  });
});

describe("POST /api/runs/:id/control", () => {
  const control = (runId: string, asked: unknown) => ask("POST", `/api/runs/${runId}/control`, { body: asked });

  it("moves a run and answers its status then", async () => {
    const runId = await start();
    const moved = await control(runId, { action: " Cancel ", expectedStatus: "queued", reason: "no need" });
    expect([moved.status, moved.json]).toEqual([200, { runId, status: "cancelled" }]);
    const again = await control(runId, { action: "cancel" });
    expect([again.status, error(again).code]).toEqual([409, "illegal_transition"]);
  });

  it("answers 409 for a move that is not allowed and for a status that is not expected", async () => {
    const runId = await start();
    const paused = await control(runId, { action: "pause" });
    expect([paused.status, error(paused).code]).toEqual([409, "illegal_transition"]);
    const conflict = await control(runId, { action: "cancel", expectedStatus: "running" });
    expect([conflict.status, error(conflict).code, conflict.json.status]).toEqual([409, "conflict", "queued"]);
  });

  it("answers 400 for an unknown action, field or mode", async () => {
    const runId = await start();
    expect(error(await control(runId, { action: "Restart " })).message).toBe("Unsupported action: Restart");
    expect(paths(await control(runId, { action: "pause", force: true, mode: "soon" }))).toEqual(["force", "mode"]);
    expect((await control(runId, "cancel")).status).toBe(400);
  });
});

describe("every route", () => {
  const run = (tail: string) => `/api/runs/${UNKNOWN}${tail}`;
  const routes: [path: string, methods: string[]][] = [
    ["/api/health", ["GET", "HEAD"]],
    ["/api/runs", ["GET", "HEAD"]],
    ["/api/runs/continuous", ["POST"]],
    ["/api/runs/preview", ["POST"]],
    [run(""), ["GET", "HEAD"]],
    [run("/status"), ["GET", "HEAD"]],
    [run("/control"), ["POST"]],
    [run("/stream"), ["GET"]],
    [run("/events"), ["GET", "HEAD"]],
    [run("/output?turn=1"), ["GET", "HEAD"]],
  ];
  const all = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

  it.each(routes)("%s answers 405 with Allow to every other method", async (path, methods) => {
    for (const method of all.filter((name) => !methods.includes(name))) {
      const answer = await ask(method, path);
      expect([method, answer.status, error(answer).code]).toEqual([method, 405, "method_not_allowed"]);
      expect(answer.headers.get("allow")).toBe(methods.join(", "));
    }
  });

  it.each(routes.filter(([path]) => path.includes(UNKNOWN)))(
    "%s answers 404 for a run that is not there",
    async (path, [method = "GET"]) => {
      const asking = method === "POST" ? { body: { action: "cancel" } } : {};
      for (const id of [UNKNOWN, "r_1", "..%2f", "continuous-not"]) {
        const answer = await ask(method, path.replace(UNKNOWN, id), asking);
        expect([id, answer.status, error(answer).code]).toEqual([id, 404, "not_found"]);
      }
      const nothing = await ask(method, run("/nothing/here"), asking);
      expect([nothing.status, error(nothing).code]).toEqual([404, "not_found"]);
    },
  );

  it.each(routes.filter(([, methods]) => methods.includes("POST")))("%s answers 413 and 415", async (path) => {
    const large = await ask("POST", path, { body: "x".repeat(BODY_MAX_BYTES) });
    expect([large.status, error(large).code]).toEqual([413, "payload_too_large"]);
    const form = await ask("POST", path, { raw: { body: new URLSearchParams({ action: "cancel" }) } });
    expect([form.status, error(form).code]).toEqual([415, "unsupported_media_type"]);
  });

  it.each(routes)("%s answers 403 to a foreign host, a proxy, and another site", async (path, [method = "GET"]) => {
    const foreign: Record<string, string>[] = [
      { host: "evil.example" },
      { "x-forwarded-for": "203.0.113.5" },
      { origin: "https://evil.example" },
      { "sec-fetch-site": "cross-site" },
    ];
    for (const headers of foreign) {
      const answer = await ask(method, path, { headers });
      expect([headers, answer.status, error(answer).code]).toEqual([headers, 403, "forbidden"]);
    }
  });
});

describe("GET /api/health", () => {
  it("answers 200 with both stores and the workers that are online", async () => {
    const { status, json } = await ask("GET", "/api/health");
    expect([status, json]).toEqual([200, { ok: true, postgres: true, redis: true, workers: 1 }]);
  });
});

it("no answer of any route ever held a value of a run's env", () => {
  expect(answers.length).toBeGreaterThan(100);
  expect(answers.filter((text) => text.includes(SECRET))).toEqual([]);
});
