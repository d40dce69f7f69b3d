/** Places in line: what a page says is what the claims do. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, it } from "vitest";
import { closeRedis } from "#server/store/live/redis.ts";
import { addScript, insertRunFor } from "#server/testing/commandRuns.ts";
import { closeDatabase, database } from "./database.ts";
import { readLinePlaces } from "./linePlaces.ts";
import { claimDueRun } from "./runClaim.ts";
import { registerWorker } from "./workerTable.ts";

beforeEach(async () => {
  await database().run.updateMany({ data: { runAfter: null, holder: null } });
  await database().worker.deleteMany();
});
afterAll(() => Promise.all([closeRedis(), closeDatabase()]));

type Made = { of?: string; profile?: string; priority?: number; host?: string; site?: string; holder?: string };

let made = 0;

/** Each one started a second after the one before. */
async function makeRun({ of = "shop", profile = "default", ...data }: Made = {}): Promise<string> {
  const runId = await insertRunFor({ workingDir: `/srv/${of}`, profile });
  made += 1;
  const at = new Date(Date.UTC(2026, 0, 1, 12, 0, made));
  await database().run.update({ where: { id: runId }, data: { ...data, runAfter: data.holder ? null : at } });
  return runId;
}

const someWorker = (host: string) =>
  registerWorker({
    id: randomUUID(),
    host,
    bootId: "boot",
    pidNamespace: "1",
    pid: 1,
    processStart: "1",
    version: "1",
    sites: ["default"],
    slots: 1,
  });

async function placesOf(runIds: string[]): Promise<(number | undefined)[]> {
  const places = await readLinePlaces(runIds);
  return runIds.map((runId) => places.get(runId));
}

it("they are the order in which claim after claim takes the runs: priority, fairness, age", async () => {
  await makeRun({ of: "shop", holder: "somebody" });
  await makeRun({ of: "shop", holder: "somebody" });
  await makeRun({ of: "docs", holder: "somebody" });
  const due: string[] = [];
  for (const of of ["shop", "shop", "docs", "shop", "docs", "docs", "mail", "mail"]) due.push(await makeRun({ of }));
  due.push(await makeRun({ of: "shop", priority: 3 }), await makeRun({ of: "mail", priority: 3 }));
  due.push(await makeRun({ of: "mail", priority: -1 }), await makeRun({ of: "lone", priority: -1 }));

  const places = await readLinePlaces(due);
  const line = due.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  expect([...places.values()].sort((a, b) => a - b)).toEqual(due.map((_, place) => place));
  const claimant = { workerId: "w", host: "here", sites: ["default"], startedAt: new Date(), redisRunId: null };
  const taken: (string | undefined)[] = [];
  for (let n = 0; n < due.length; n += 1) taken.push((await claimDueRun(claimant))?.id);
  expect(taken).toEqual(line);
});

it("what a limit holds back stands in the limit's own line, and before nobody else", async () => {
  const [one, two] = [await addScript("true"), await addScript("true")];
  await database().profile.update({ where: { name: one }, data: { account: "team", runLimit: 1 } });
  await database().profile.update({ where: { name: two }, data: { account: "team" } });
  await makeRun({ of: "full", holder: "somebody" });
  await makeRun({ of: "else", profile: two, holder: "somebody" });
  const runs = [
    await makeRun({ of: "full" }),
    await makeRun({ of: "a", profile: one }),
    await makeRun({ of: "full", profile: one }),
    await makeRun({ of: "b", profile: two }),
    await makeRun({ of: "c" }),
    await makeRun({ of: "d", site: "lab" }),
    await makeRun({ of: "e" }),
  ];
  await database().project.update({ where: { path: "/srv/full" }, data: { runLimit: 1 } });
  expect(await placesOf(runs)).toEqual([0, 0, 1, 1, 0, 0, 1]);
});

it("who is bound to a host has those before it that may take a slot there, and without a worker there no place", async () => {
  await Promise.all([someWorker("here"), someWorker("there")]);
  const runs = [
    await makeRun({ of: "a", host: "there" }),
    await makeRun({ of: "b" }),
    await makeRun({ of: "c", host: "away" }),
    await makeRun({ of: "d", host: "here" }),
    await makeRun({ of: "e", host: "here" }),
    await makeRun({ of: "f" }),
  ];
  expect(await placesOf(runs)).toEqual([0, 1, undefined, 1, 2, 4]);
});

it("only what is due and free stands in line", async () => {
  const [held, paused, later] = [await makeRun({ holder: "somebody" }), await makeRun(), await makeRun()];
  await database().run.update({ where: { id: paused }, data: { status: "paused" } });
  await database().run.update({ where: { id: later }, data: { runAfter: new Date(Date.now() + 60_000) } });
  expect(await placesOf([held, paused, later, await makeRun()])).toEqual([undefined, undefined, undefined, 0]);
});
