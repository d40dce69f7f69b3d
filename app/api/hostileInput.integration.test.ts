/** What no form would send: characters that no store takes, numbers and times beyond every column. None is our fault, so none is a 5xx. */
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { askRoute } from "#server/testing/askRoute.ts";

const NUL = String.fromCharCode(0);
const LONE_SURROGATE = String.fromCharCode(0xd800);
let root: string;
let runId: string;

const start = (config: Record<string, unknown>) =>
  askRoute("POST", "/api/runs/continuous", { body: { epicId: "odd", config: { workingDir: root, ...config } } });
const control = (body: Record<string, unknown>) => askRoute("POST", `/api/runs/${runId}/control`, { body });
const cursor = (text: string) => encodeURIComponent(Buffer.from(text).toString("base64url"));

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "codi-odd-")));
  process.env.CODI_WORKSPACE_ROOTS = root;
  runId = ((await (await start({})).json()) as { runId: string }).runId;
});
afterAll(async () => {
  const { closeRedis } = await import("#server/store/live/redis.ts");
  const { closeDatabase } = await import("#server/store/records/database.ts");
  await Promise.all([closeRedis(), closeDatabase(), rm(root, { recursive: true })]);
});

it.each(["mission", "prompt", "name", "project", "model", "parentRun"])(
  "a start whose %s holds a NUL is refused by name",
  async (field) => {
    const answer = await start({ [field]: `a${NUL}b` });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(`config.${field}`);
  },
);

it.each(["mission", "prompt", "name", "project", "model", "profile", "parentRun"])(
  "a start whose %s holds half a character is refused by name",
  async (field) => {
    const answer = await start({ [field]: `a${LONE_SURROGATE}b` });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(await answer.json())).toContain(`config.${field}`);
  },
);

it.each([
  ["labels", ["§"]],
  ["env", { A: "§" }],
  ["check", { command: "§" }],
  ["references", ["§"]],
  ["completion", { pattern: "§" }],
  ["watch", { include: ["§"] }],
])("half a character inside %s is refused by name", async (field, value) => {
  const odd = JSON.parse(JSON.stringify(value).replace("§", "\\ud800")) as unknown;
  const answer = await start({ [field]: odd });
  expect(answer.status).toBe(400);
  expect(JSON.stringify(await answer.json())).toContain(`config.${field}`);
});

it("a control whose reason holds a NUL is refused by name", async () => {
  const answer = await control({ action: "cancel", reason: `a${NUL}b` });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { fields: [{ path: "reason" }] } });
});

it("an action that holds a NUL is an unsupported one", async () => {
  expect((await control({ action: `cancel${NUL}` })).status).toBe(400);
});

it.each(["2147483648", "999999999999999"])("a page of events after %s is empty", async (after) => {
  const answer = await askRoute("GET", `/api/runs/${runId}/events?after=${after}`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ events: [], gaps: [] });
});

it.each(["-271821-04-20T00:00:00.000Z", "+275760-09-13T00:00:00.000Z", "0000-01-01T00:00:00.000Z"])(
  "a cursor that lies about the time (%s) is no error of ours",
  async (at) => {
    expect([200, 400]).toContain((await askRoute("GET", `/api/runs?cursor=${cursor(`${at} ${runId}`)}`)).status);
  },
);

it.each(["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])(
  "a filter by a time far away (%s) is no error of ours",
  async (at) => {
    expect([200, 400]).toContain((await askRoute("GET", `/api/runs?since=${at}&until=${at}`)).status);
  },
);

it("a control whose reason holds half a character is refused by name", async () => {
  const answer = await control({ action: "cancel", reason: `a${LONE_SURROGATE}b` });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { fields: [{ path: "reason" }] } });
});
