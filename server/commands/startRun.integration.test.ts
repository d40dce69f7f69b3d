/** Accepting a run: what is refused, what makes one row out of two requests, and that env values are nowhere to be found. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Actor, localActor } from "#server/domain/actor.ts";
import { demoRoot } from "#server/project/workspaceRoots.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { database } from "#server/store/records/database.ts";
import { findRunEnv } from "#server/store/records/runEnvTable.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { addScript, EPIC, eventsOf, makeRoot, untilSettled } from "#server/testing/commandRuns.ts";
import { startWorker, type TestWorker } from "#server/testing/startWorker.ts";
import { startRun } from "./startRun.ts";

let root: string;
let worker: TestWorker;
let nobody: string;

beforeAll(async () => {
  root = await makeRoot();
  worker = await startWorker();
  nobody = await addScript("true");
  await database().profile.update({ where: { name: nobody }, data: { runLimit: 0 } });
});
afterAll(async () => {
  await worker.stop();
  await Promise.all([closeRedis(), database().$disconnect()]);
});

async function makeFolder(name: string = randomUUID()): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder, { recursive: true });
  return folder;
}
const start = (
  config: Record<string, unknown>,
  { key = null, actor = localActor }: { key?: string | null; actor?: Actor } = {},
) => startRun({ body: { epicId: EPIC, config: { profile: nobody, ...config } }, actor, idempotencyKey: key });
const fieldOf = async (config: Record<string, unknown>) =>
  start(config).then(
    () => "accepted",
    (error: unknown) => (error as { fields?: { path: string }[] }).fields?.[0]?.path,
  );

it("an accepted run is one row that is due, with an empty log, a place in Redis and an audit entry", async () => {
  const workingDir = await makeFolder();
  const { run, repeated } = await start({ workingDir, mission: "\n  Round prices \nand more", labels: ["a"] });
  expect(repeated).toBe(false);
  expect(run).toMatchObject({ status: "queued", name: "Round prices", missionLine: "Round prices", lastSeq: 0 });
  expect(run).toMatchObject({ currentTurn: 0, pid: null, outcome: null, createdBy: localActor, stats: { tokens: 0 } });
  expect(run.streamKey).toBe(`codi:api:run:${run.runId}:events`);
  expect(await eventsOf(run.runId)).toEqual([]);
  const audit = await database().auditEntry.findMany({ where: { runId: run.runId } });
  expect(audit).toMatchObject([{ action: "start", actor: localActor, result: "queued" }]);
});

it("two requests with one key at the same moment make one run, and another body is refused", async () => {
  const workingDir = await makeFolder();
  const key = randomUUID();
  const both = await Promise.all(Array.from({ length: 6 }, () => start({ workingDir }, { key })));
  expect(new Set(both.map(({ run }) => run.runId)).size).toBe(1);
  expect(both.filter(({ repeated }) => !repeated)).toHaveLength(1);
  // Another spelling of the same request is the same request.
  expect(await start({ loopDelaySec: 5, workingDir }, { key })).toMatchObject({ repeated: true });
  await expect(start({ workingDir, maxTurns: 3 }, { key })).rejects.toMatchObject({ code: "idempotency_conflict" });
  const other: Actor = { ...localActor, id: "somebody else" };
  expect(await start({ workingDir }, { key, actor: other })).toMatchObject({ repeated: false });
  await database().$executeRaw`UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key = ${key}`;
  expect(await start({ workingDir, maxTurns: 3 }, { key })).toMatchObject({ repeated: false });
});

it("a repeated request gets its run even when it could not be started any more", async () => {
  const workingDir = await makeFolder();
  const key = randomUUID();
  const { run } = await start({ workingDir }, { key });
  await mkdir(join(workingDir, ".cody-harness", EPIC), { recursive: true });
  await writeFile(join(workingDir, ".cody-harness", EPIC, ".stop"), "");
  expect((await start({ workingDir }, { key })).run.runId).toBe(run.runId);
});

it("thirty starts at once are all accepted", async () => {
  const workingDir = await makeFolder();
  const runs = await Promise.all(Array.from({ length: 30 }, () => start({ workingDir })));
  const numbers = runs.map(({ run }) => run.number);
  expect(new Set(numbers).size).toBe(30);
  expect(new Set(runs.map(({ run }) => run.project)).size).toBe(1);
});

it("a stop file refuses the start, and clearStopFile removes it", async () => {
  const workingDir = await makeFolder();
  const epic = join(workingDir, ".cody-harness", EPIC);
  await mkdir(epic, { recursive: true });
  await writeFile(join(epic, ".stop"), "");
  const before = await database().run.count();
  await expect(start({ workingDir })).rejects.toMatchObject({
    code: "stop_file_present",
    facts: { path: join(epic, ".stop") },
  });
  expect(await database().run.count()).toBe(before);
  await start({ workingDir, clearStopFile: true });
  expect(await stat(join(epic, ".stop")).catch(() => null)).toBeNull();
});

it("a folder outside the roots, missing, a file, or a link that leads out is refused by name", async () => {
  await symlink("/etc", join(root, "leads-out"));
  await writeFile(join(root, "a-file"), "");
  for (const workingDir of ["/etc", join(root, "missing"), join(root, "a-file"), join(root, "leads-out")])
    expect(await fieldOf({ workingDir }), workingDir).toBe("config.workingDir");
  expect(await fieldOf({ workingDir: await makeFolder(), profile: "no-such" })).toBe("config.profile");
  expect(await fieldOf({ workingDir: await makeFolder(), parentRun: "r_none" })).toBe("config.parentRun");
});

it("the demo's profile is refused outside of the project that the demo makes", async () => {
  const demo = join(demoRoot(), randomUUID(), "price-list");
  await mkdir(demo, { recursive: true });
  expect(await fieldOf({ workingDir: await makeFolder(), profile: "demo" })).toBe("config.profile");
  expect(await fieldOf({ workingDir: join(demoRoot(), "..", randomUUID()), profile: "demo" })).toBe("config.profile");
  await database().profile.update({ where: { name: "demo" }, data: { runLimit: 0 } });
  expect(await fieldOf({ workingDir: demo, profile: "demo" })).toBe("accepted");
});

it("the project is that of the real path, made at its first use", async () => {
  const folder = await makeFolder("real-name");
  await symlink(folder, join(root, "another-name"));
  const first = await start({ workingDir: folder, project: "Shop" });
  const second = await start({ workingDir: join(root, "another-name") });
  expect([first.run.project, second.run.project]).toEqual(["Shop", "Shop"]);
});

it("env values reach the child and are found nowhere else", async () => {
  const secret = `s3cret-${randomUUID()}`;
  const plain = `plain-${randomUUID()}`;
  const prints = 'printf "%s|%s\\n" "$SECRET_VALUE" "$PLAIN" | tee heard; echo "$SECRET_VALUE" >&2';
  // A document brings the value into the second turn's prompt, the log into the pattern's line.
  const writes = 'echo "$SECRET_VALUE" >> "$EPIC/$([ -e second ] && echo codys-log || echo notes).md"; touch second';
  const profile = await addScript(`${prints}; ${writes}`);
  const workingDir = await makeFolder();
  const { run } = await start({
    workingDir,
    profile,
    maxTurns: 3,
    completion: { pattern: "-" },
    env: { SECRET_VALUE: secret, PLAIN: plain },
    plainEnv: ["PLAIN"],
    check: { command: 'echo "check $SECRET_VALUE"', stop: false },
  });
  const settled = await untilSettled(run.runId);
  expect(settled).toMatchObject({ stopReason: "pattern", completion: { line: "[redacted]" }, currentTurn: 2 });
  expect(await readFile(join(workingDir, "heard"), "utf8")).toBe(`${secret}|${plain}\n`);
  expect(await findRunEnv(run.runId)).toEqual({ SECRET_VALUE: secret, PLAIN: plain });

  const events = await eventsOf(run.runId);
  const said = events.flatMap((event) => (event.type === "subprocess_output" ? [event.text] : [])).join("");
  expect(said).toContain(`[redacted]|${plain}`);
  expect(settled.config.env).toEqual(["PLAIN", "SECRET_VALUE"]);
  const found = [
    ...(await everyRow()),
    ...(await everyKey()),
    ...(await everyFile(process.env.CODI_DATA_DIR ?? "")),
    ["answers", JSON.stringify([run, settled, events, await getRun(run.runId)])] as const,
    ["the worker's log", worker.log()] as const,
  ].filter(([, text]) => text.includes(secret));
  expect(found.map(([place]) => place)).toEqual([]);
});

it("values are sealed with a key that only this user may read, and bound to their run", async () => {
  const { run } = await start({ workingDir: await makeFolder(), env: { A_TOKEN: "a value" } });
  expect(await findRunEnv(run.runId)).toEqual({ A_TOKEN: "a value" });
  const key = await stat(join(process.env.CODI_DATA_DIR ?? "", "secret.key"));
  expect(key.mode & 0o777).toBe(0o600);
  const { run: other } = await start({ workingDir: await makeFolder(), env: { A_TOKEN: "another" } });
  await database().$executeRaw`
    UPDATE run_env SET sealed = (SELECT sealed FROM run_env WHERE run_id = ${run.runId}) WHERE run_id = ${other.runId}`;
  await expect(findRunEnv(other.runId)).rejects.toThrow();
});

type Found = readonly [place: string, text: string];

/** Every row of every table as text, with what is compressed in it unpacked. */
async function everyRow(): Promise<Found[]> {
  const tables = await database().$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`;
  const found: Found[] = [];
  for (const { name } of tables) {
    const rows = await database().$queryRawUnsafe<{ text: string }[]>(`SELECT t::text AS text FROM "${name}" t`);
    found.push(...rows.map(({ text }) => [name, text] as const));
  }
  for (const name of ["event_chunk", "output_chunk"]) {
    const rows = await database().$queryRawUnsafe<{ content: Uint8Array }[]>(`SELECT content FROM "${name}"`);
    found.push(...rows.map(({ content }) => [name, gunzipSync(content).toString("utf8")] as const));
  }
  expect(found.length).toBeGreaterThan(10);
  return found;
}

async function everyKey(): Promise<Found[]> {
  const redis = new Redis(process.env.REDIS_URL ?? "");
  const keys = await redis.keys("*");
  const found = await Promise.all(keys.map(async (key) => [key, await valueOf(redis, key)] as const));
  await redis.quit();
  expect(found.length).toBeGreaterThan(3);
  return found;
}

async function valueOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case "stream":
      return JSON.stringify(await redis.xrange(key, "-", "+"));
    case "hash":
      return JSON.stringify(await redis.hgetall(key));
    case "zset":
      return JSON.stringify(await redis.zrange(key, "0", "-1"));
    default:
      return String(await redis.get(key));
  }
}

async function everyFile(folder: string): Promise<Found[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => [file, await readFile(file, "latin1")] as const));
}
