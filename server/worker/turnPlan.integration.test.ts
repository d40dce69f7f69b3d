/** What cannot be planned is a failure of the run, not a worker that tries for ever. */
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addScript, makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { closeDatabase, database } from "#server/store/records/database.ts";
import { runIncludes } from "#server/store/records/runSnapshot.ts";
import { planTurn } from "./turnPlan.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(async () => {
  await Promise.all([closeRedis(), closeDatabase(), rm(root, { recursive: true })]);
});

it("an env that was sealed with another key fails the run and says why", async () => {
  const { runId } = await startIn(root, { profile: await addScript("true"), env: { TOKEN: "a value nobody sees" } });
  const row = await database().run.findUniqueOrThrow({ where: { id: runId }, include: runIncludes });
  expect((await planTurn(row)).plan.config.env).toEqual({ TOKEN: "a value nobody sees" });
  const { sealed } = await database().runEnv.findUniqueOrThrow({ where: { runId } });
  sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
  await database().runEnv.update({ where: { runId }, data: { sealed } });
  await expect(planTurn(row)).rejects.toMatchObject({
    failure: {
      code: "workspace_error",
      retryable: false,
      message: expect.stringContaining("another secret key") as string,
    },
  });
});
