/** What REST answers while a store is away, and that all is normal once it is back. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { askRoute } from "#server/testing/askRoute.ts";
import { openCuttableTcp, type CuttableTcp } from "#server/testing/cuttableTcp.ts";

let root: string;
let postgres: CuttableTcp;
let redis: CuttableTcp;

async function relay(name: "DATABASE_URL" | "REDIS_URL"): Promise<CuttableTcp> {
  const url = new URL(process.env[name] ?? "");
  const tcp = await openCuttableTcp({ host: url.hostname, port: Number(url.port) });
  url.hostname = "127.0.0.1";
  url.port = String(tcp.port);
  process.env[name] = url.href;
  return tcp;
}

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "codi-away-")));
  process.env.CODI_WORKSPACE_ROOTS = root;
  [postgres, redis] = await Promise.all([relay("DATABASE_URL"), relay("REDIS_URL")]);
});
afterAll(async () => {
  const { closeRedis } = await import("#server/store/live/redis.ts");
  const { closeDatabase } = await import("#server/store/records/database.ts");
  await Promise.all([closeRedis(), closeDatabase()]);
  await Promise.all([postgres.close(), redis.close(), rm(root, { recursive: true })]);
});

const start = () => askRoute("POST", "/api/runs/continuous", { body: { epicId: "e", config: { workingDir: root } } });
const status = async (method: string, path: string, body?: unknown) => (await askRoute(method, path, { body })).status;
const health = async (): Promise<unknown[]> => {
  const response = await askRoute("GET", "/api/health");
  return [response.status, (await response.json()) as unknown];
};
const healthy = [200, { ok: true, postgres: true, redis: true, workers: 0 }];
async function startedRun(): Promise<string> {
  const response = await start();
  expect(response.status).toBe(202);
  return ((await response.json()) as { runId: string }).runId;
}
const countRuns = async () => {
  const list = (await (await askRoute("GET", "/api/runs?limit=100")).json()) as { runs: unknown[] };
  return list.runs.length;
};

const backToNormal = async () => {
  await vi.waitFor(async () => expect(await health()).toEqual(healthy), { timeout: 20_000, interval: 50 });
  await startedRun();
};

it("without Redis only start and stream answer 503, and no row is made", async () => {
  const runId = await startedRun();
  const before = await countRuns();
  await redis.cut();
  expect(await health()).toEqual([503, { ok: false, postgres: true, redis: false, workers: 0 }]);
  const refused = await start();
  expect(refused.status).toBe(503);
  expect(((await refused.json()) as { error: { code: string } }).error.code).toBe("service_unavailable");
  expect(await status("GET", `/api/runs/${runId}/stream?from=0-0`)).toBe(503);
  expect(await countRuns()).toBe(before);
  expect(await status("GET", `/api/runs/${runId}`)).toBe(200);
  expect(await status("GET", `/api/runs/${runId}/events`)).toBe(200);
  expect(await status("GET", `/api/runs/${runId}/output?turn=1`)).toBe(404);
  expect(await status("POST", `/api/runs/${runId}/control`, { action: "cancel" })).toBe(200);
  await redis.mend();
  await backToNormal();
});

it("without Postgres every route answers 503 and says what is away", async () => {
  const runId = await startedRun();
  await postgres.cut();
  expect(await health()).toEqual([503, { ok: false, postgres: false, redis: true, workers: 0 }]);
  for (const [method, path, body] of [
    ["GET", "/api/runs"],
    ["GET", `/api/runs/${runId}`],
    ["GET", `/api/runs/${runId}/events`],
    ["GET", `/api/runs/${runId}/stream`],
    ["GET", `/api/runs/${runId}/output?turn=1`],
    ["POST", `/api/runs/${runId}/control`, { action: "cancel" }],
    ["POST", "/api/runs/continuous", { epicId: "e", config: { workingDir: root } }],
    ["POST", "/api/runs/preview", { epicId: "e", config: { workingDir: root } }],
  ] as const) {
    const response = await askRoute(method, path, { body });
    const { error } = (await response.json()) as { error: unknown };
    const away = { code: "service_unavailable", message: "Postgres does not answer. Try again in a moment." };
    expect([method, path, response.status, error]).toEqual([method, path, 503, away]);
  }
  await postgres.mend();
  await backToNormal();
  expect(await status("GET", `/api/runs/${runId}`)).toBe(200);
});

it("a store that hangs is away too: health, start and stream say so instead of waiting for it", async () => {
  const runId = await startedRun();
  redis.hang();
  expect(await health()).toEqual([503, { ok: false, postgres: true, redis: false, workers: 0 }]);
  expect((await start()).status).toBe(503);
  expect(await status("GET", `/api/runs/${runId}/stream?from=0-0`)).toBe(503);
  await redis.mend();
  await backToNormal();
  postgres.hang();
  expect(await health()).toEqual([503, { ok: false, postgres: false, redis: true, workers: 0 }]);
  await postgres.mend();
  await backToNormal();
});

it("a Postgres whose connections are all taken by reads is busy, not away", async () => {
  await backToNormal();
  const { database } = await import("#server/store/records/database.ts");
  const reads = Array.from({ length: 20 }, () => database().$queryRaw`SELECT 1 FROM pg_sleep(2)`);
  expect(await health()).toEqual(healthy);
  await Promise.all(reads);
});
