/** A Redis without room: every page says so, runs begin and end meanwhile, and all is live again once there is room. */
import { Redis } from "ioredis";
import { expect, test } from "./support/codi.ts";
import { goAlive } from "./support/alive.ts";
import { openRun } from "./support/runPage.ts";
import { readEvents, startRun, untilStatus } from "./support/runs.ts";

test.use({ expectedOnConsole: [/503/] }); // what health answers then

test("a full Redis is said on the page, and a run that is started then is whole afterwards", async ({ page, codi }) => {
  const redis = new Redis(codi.redisUrl);
  const banner = page.getByRole("alert").filter({ hasText: "Redis takes no writes." });
  try {
    await goAlive(page, "/runs");
    await redis.config("SET", "maxmemory", "1");
    await expect(banner).toBeVisible({ timeout: 15_000 });
    const runId = await startRun(codi, { command: ["sh", "-c", "echo said while there was no room"] });
    await untilStatus(codi, runId, "completed");
    const run = await openRun(page, runId);
    await expect(run.status("Completed")).toBeVisible();
    await expect(banner).toBeVisible({ timeout: 15_000 });
    await redis.config("SET", "maxmemory", "0");
    await expect(banner).toBeHidden({ timeout: 15_000 });
    const events = await readEvents(codi, runId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    // Whoever reads Redis finds it there too: a worker brings the end of a stream that lacks it.
    await expect.poll(() => redis.xlen(`codi:api:run:${runId}:events`), { timeout: 20_000 }).toBe(events.length);
  } finally {
    await redis.config("SET", "maxmemory", "0");
    redis.disconnect();
  }
});
