/** Who may keep what for how long: pins and days, each with its audit entry, refused where they would mean nothing. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import { KEEP_DAYS_MAX } from "#server/domain/limits.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { database } from "#server/store/records/database.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { removeOldLogs } from "#server/store/removeOldLogs.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { oldRun } from "#server/testing/oldRun.ts";
import { pinRun } from "./pinRun.ts";
import { setKeepDays } from "./setKeepDays.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

const auditOf = async (where: { runId?: string; action?: string }) =>
  (await database().auditEntry.findMany({ where, orderBy: { at: "asc" } })).map(
    ({ action, actor, detail, result }) => ({
      action,
      actor,
      detail,
      result,
    }),
  );

describe("a pin", () => {
  it("is set and taken back on a run of any status, and each is written down", async () => {
    const { runId } = await startIn(root, {});
    const before = await getRun(runId);
    expect(await pinRun({ runId, actor: localActor, pinned: true })).toEqual({ runId, pinned: true });
    expect(await getRun(runId)).toMatchObject({ pinned: true, status: "queued", rev: before.rev + 1 });
    await pinRun({ runId, actor: localActor, pinned: false });
    expect(await getRun(runId)).toMatchObject({ pinned: false });
    expect((await auditOf({ runId })).slice(1)).toEqual([
      { action: "pin", actor: localActor, detail: {}, result: "queued" },
      { action: "unpin", actor: localActor, detail: {}, result: "queued" },
    ]);
  });

  it("is refused where no log is left to keep, and for a run that is not there", async () => {
    const { runId } = await oldRun(root, { days: 2 });
    await removeOldLogs({ setting: 1, signal: new AbortController().signal });
    await expect(pinRun({ runId, actor: localActor, pinned: true })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(
        /^The log of this run was removed on .*, 2 days after it ended\. Nothing of it/,
      ) as string,
    });
    expect((await auditOf({ runId })).at(-1)).toMatchObject({ action: "pin", result: "conflict" });
    expect(await getRun(runId)).toMatchObject({ pinned: false });
    const nobody = `r_${randomUUID()}`;
    await expect(pinRun({ runId: nobody, actor: localActor, pinned: true })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("the days of a project", () => {
  it("are set and taken back, and each is written down with what was before", async () => {
    const { projectId } = await oldRun(root, { days: 1 });
    expect(await setKeepDays({ projectId, days: 7 }, localActor)).toEqual({ projectId, days: 7, before: null });
    expect(await setKeepDays({ projectId, days: null }, localActor)).toEqual({ projectId, days: null, before: 7 });
    const { path } = await database().project.findUniqueOrThrow({ where: { id: projectId } });
    expect(await auditOf({ action: "set-keep-days" })).toEqual([
      {
        action: "set-keep-days",
        actor: localActor,
        detail: { projectId, path, days: 7, before: null },
        result: "done",
      },
      {
        action: "set-keep-days",
        actor: localActor,
        detail: { projectId, path, days: null, before: 7 },
        result: "done",
      },
    ]);
  });

  it.each<[string, unknown, string[]]>([
    ["no day", { projectId: randomUUID(), days: 0 }, ["days"]],
    ["half a day", { projectId: randomUUID(), days: 0.5 }, ["days"]],
    ["more than there is a number for", { projectId: randomUUID(), days: KEEP_DAYS_MAX + 1 }, ["days"]],
    ["a word", { projectId: "shop", days: "7" }, ["days", "projectId"]],
    ["nothing", undefined, [""]],
    ["more than is known", { projectId: randomUUID(), days: 1, hours: 2 }, ["hours"]],
  ])("are refused: %s", async (_, asked, paths) => {
    const error = await setKeepDays(asked, localActor).catch((refused: unknown) => refused);
    expect(error).toMatchObject({ code: "invalid_request" });
    const { fields } = error as { fields: { path: string }[] };
    expect(fields.map(({ path }) => path).sort()).toEqual(paths);
  });

  it("are those of a project that is there", async () => {
    await expect(setKeepDays({ projectId: randomUUID(), days: 1 }, localActor)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
