/** A list of runs from every side: pages in both directions, the place of one run in it, what waits, the numbers beside it. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RunFilter, type RunFilterInput } from "#server/domain/runFilter.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { insertRunFor } from "#server/testing/commandRuns.ts";
import { closeDatabase, database } from "./database.ts";
import { readOverview } from "./overviewReads.ts";
import { listProjects } from "./projectReads.ts";
import { findNeighbours } from "./runNeighbours.ts";
import { listRuns, listWaiting } from "./runReads.ts";
import { listStrip } from "./runStrip.ts";

const COUNT = 25;
/** Newest first, as the list has them. */
const ids: string[] = [];

type Made = { status?: string; outcome?: string; ageSec: number; endedSecAgo?: number; pauseReason?: string };

async function makeRun({ status = "completed", outcome, ageSec, endedSecAgo, pauseReason }: Made): Promise<string> {
  const runId = await insertRunFor({ workingDir: `/srv/${status}`, profile: "default" });
  const ago = (seconds: number | undefined) => (seconds === undefined ? null : new Date(Date.now() - seconds * 1000));
  await database().run.update({
    where: { id: runId },
    data: {
      status,
      outcome: outcome ?? null,
      createdAt: ago(ageSec) ?? new Date(),
      startedAt: status === "queued" ? null : ago(ageSec),
      settledAt: ago(endedSecAgo),
      runAfter: status === "queued" ? ago(ageSec) : null,
      pauseReason: pauseReason ?? null,
    },
  });
  return runId;
}

beforeAll(async () => {
  for (let n = 0; n < COUNT; n += 1)
    ids.push(await makeRun({ status: n % 2 ? "failed" : "completed", ageSec: 1_000 + n, endedSecAgo: 900 + n }));
});
afterAll(async () => {
  await Promise.all([closeDatabase(), closeRedis()]);
});

const list = (filter: RunFilterInput) => listRuns(RunFilter.parse(filter));
const narrowed = (filter: RunFilterInput) => RunFilter.omit({ limit: true, cursor: true }).parse(filter);
const idsOf = (page: { runs: { runId: string }[] }) => page.runs.map((run) => run.runId);

describe("pages", () => {
  it("lead to the last run and back to the first, each run on one page", async () => {
    let page = await list({ limit: 10, status: ["completed", "failed"] });
    expect(page.prevCursor).toBeNull();
    const forth = [idsOf(page)];
    while (page.nextCursor) {
      page = await list({ limit: 10, status: ["completed", "failed"], cursor: page.nextCursor });
      forth.push(idsOf(page));
    }
    expect(forth.flat()).toEqual(ids);
    const back = [idsOf(page)];
    while (page.prevCursor) {
      page = await list({ limit: 10, status: ["completed", "failed"], cursor: page.prevCursor });
      back.unshift(idsOf(page));
    }
    expect(back).toEqual(forth);
  });

  it("end on the newest one whole, also when runs came meanwhile", async () => {
    const first = await list({ limit: 20, status: ["completed", "failed"] });
    const second = await list({ limit: 20, status: ["completed", "failed"], cursor: first.nextCursor });
    const fresh = await makeRun({ ageSec: 10, endedSecAgo: 5 });
    const newer = await list({ limit: 20, status: ["completed", "failed"], cursor: second.prevCursor });
    expect(newer.prevCursor).not.toBeNull(); // one more is beyond these twenty
    const newest = await list({ limit: 20, status: ["completed", "failed"], cursor: newer.prevCursor });
    expect(idsOf(newest)).toEqual([fresh, ...ids.slice(0, 19)]);
    expect(newest.prevCursor).toBeNull();
    await database().run.delete({ where: { id: fresh } });
  });

  it("refuse a cursor that no page gave", async () => {
    const lie = Buffer.from(`2026-01-01T00:00:00.000Z r_${randomUUID()} sideways`).toString("base64url");
    await expect(list({ cursor: lie })).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("the place of a run in a list", () => {
  it("is between its neighbours of the same filter", async () => {
    const failed = ids.filter((_, n) => n % 2 === 1);
    expect(await findNeighbours(failed[3] ?? "", narrowed({ status: ["failed"] }))).toEqual({
      newer: failed[2],
      older: failed[4],
      position: 4,
      total: failed.length,
    });
  });

  it("has nobody before the first and after the last", async () => {
    const filter = narrowed({ status: ["completed", "failed"] });
    expect(await findNeighbours(ids[0] ?? "", filter)).toMatchObject({ newer: null, older: ids[1], position: 1 });
    expect(await findNeighbours(ids.at(-1) ?? "", filter)).toMatchObject({ newer: ids.at(-2), older: null });
  });

  it("of a run that the filter hides is still known by its neighbours, without a number", async () => {
    const place = await findNeighbours(ids[1] ?? "", narrowed({ status: ["completed"] }));
    expect(place).toMatchObject({ newer: ids[0], older: ids[2], position: null });
  });
});

it("the reason of a pause narrows to paused runs, and a pause without one is by hand", async () => {
  const quota = await makeRun({ status: "paused", ageSec: 300, pauseReason: "quota" });
  const byHand = await makeRun({ status: "paused", ageSec: 301 });
  const resumed = await makeRun({ status: "running", ageSec: 302, pauseReason: "quota" });
  expect(idsOf(await list({ pause: ["quota"] }))).toEqual([quota]);
  expect(idsOf(await list({ pause: ["quota", "manual"] }))).toEqual([quota, byHand]);
  await database().run.deleteMany({ where: { id: { in: [quota, byHand, resumed] } } });
});

it("the overview counts what is where, what needs a person, and the last day", async () => {
  const before = await readOverview();
  const made = [
    await makeRun({ status: "queued", ageSec: 300 }),
    await makeRun({ status: "paused", ageSec: 300, pauseReason: "attention" }),
    await makeRun({ status: "paused", ageSec: 300, pauseReason: "quota" }),
    await makeRun({ status: "completed", outcome: "empty", ageSec: 300, endedSecAgo: 60 }),
    await makeRun({ status: "failed", ageSec: 300_000, endedSecAgo: 200_000 }),
  ];
  const after = await readOverview();
  expect(after.counts.queued).toBe(before.counts.queued + 1);
  expect(Date.now() - Date.parse(after.oldestQueuedAt ?? "")).toBeGreaterThan(299_000);
  expect(after.needsYou).toEqual({ ...before.needsYou, attention: before.needsYou.attention + 1 });
  expect(after.quota.runs).toBe(before.quota.runs + 1);
  expect(after.day).toMatchObject({
    settled: before.day.settled + 1,
    failed: before.day.failed,
    empty: before.day.empty + 1,
  });
  await database().run.deleteMany({ where: { id: { in: made } } });
});

it("what waits is told with its reason, the most urgent first", async () => {
  const late = await makeRun({ status: "queued", ageSec: 100 });
  const urgent = await makeRun({ status: "queued", ageSec: 50 });
  await database().run.update({ where: { id: urgent }, data: { priority: 5 } });
  const waiting = await listWaiting();
  expect(idsOf({ runs: waiting })).toEqual([urgent, late]);
  expect(waiting[0]?.waiting).toMatchObject({ code: "no_worker" });
  await database().run.deleteMany({ where: { id: { in: [late, urgent] } } });
});

it("the strip of the last hours has what ended in them and what goes on, in order of its start", async () => {
  const running = await makeRun({ status: "running", ageSec: 90_000 });
  await makeRun({ status: "completed", ageSec: 90_000, endedSecAgo: 80_000 });
  const strip = await listStrip(6);
  expect(idsOf({ runs: strip })).toEqual([running, ...ids.toReversed()]);
});

it("projects with something going on come first", async () => {
  const projects = await listProjects();
  expect(projects[0]).toMatchObject({ name: "running", active: 1 });
  expect(projects.map((project) => project.name)).toContain("failed");
});
