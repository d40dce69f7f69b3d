/** One control for many runs. */
import { afterAll, expect, it } from "vitest";
import { localActor } from "#server/domain/actor.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { closeDatabase, database } from "#server/store/records/database.ts";
import { insertRunFor } from "#server/testing/commandRuns.ts";
import { controlRuns } from "./controlRuns.ts";

afterAll(async () => {
  await Promise.all([closeDatabase(), closeRedis()]);
});

const NOBODY = "r_00000000-0000-4000-8000-000000000000";

it("every run answers by itself, once and in the order asked, and a refusal stops nobody else's", async () => {
  const make = () => insertRunFor({ workingDir: "/srv/bulk", profile: "default" });
  const [queued, settled, paused] = [await make(), await make(), await make()];
  await database().run.update({ where: { id: settled }, data: { status: "completed", runAfter: null } });
  await database().run.update({ where: { id: paused }, data: { status: "paused", runAfter: null } });
  const results = await controlRuns({
    runIds: [settled, queued, NOBODY, paused, queued],
    actor: localActor,
    control: { action: "cancel" },
  });
  expect(results).toEqual([
    { runId: settled, done: false, code: "illegal_transition", message: expect.any(String) as string },
    { runId: queued, done: true, status: "cancelled" },
    { runId: NOBODY, done: false, code: "not_found", message: expect.any(String) as string },
    { runId: paused, done: true, status: "cancelled" },
  ]);
  const rows = await database().run.findMany({ select: { id: true, status: true } });
  expect(Object.fromEntries(rows.map((row) => [row.id, row.status]))).toEqual({
    [queued]: "cancelled",
    [settled]: "completed",
    [paused]: "cancelled",
  });
});
