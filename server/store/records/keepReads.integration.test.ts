/** What would go, counted: a dry run is compared with the round that follows it. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeRedis } from "#server/store/live/redis.ts";
import { removeLogStep } from "#server/store/removeLogStep.ts";
import { removeOldLogs } from "#server/store/removeOldLogs.ts";
import { makeRoot } from "#server/testing/commandRuns.ts";
import { oldRun } from "#server/testing/oldRun.ts";
import { database } from "./database.ts";
import { readRetention } from "./keepReads.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

describe("a dry run", () => {
  it("says of each project what a round then removes, and removes nothing", async () => {
    const shared = "In three projects.";
    const [one] = [await oldRun(root), await oldRun(root, { prompt: shared })];
    const place = { config: { workingDir: join(root, "together") } };
    const [two] = [
      await oldRun(root, { ...place, chunks: 5, beside: 0, printed: 7, prompt: shared }),
      await oldRun(root, { ...place, beside: 30, prompt: shared }),
      await oldRun(root, { ...place, printed: 0, days: 41 }),
    ];
    await oldRun(root, { days: 2, prompt: "Of a young run." });
    await oldRun(root, { prompt: "Of a young run." });
    await removeLogStep([two.runId], { setting: 30 });
    const said = await readRetention({ setting: 30 });
    expect(await readRetention({ setting: 30 })).toEqual(said);
    const { projects } = await removeOldLogs({ setting: 30, signal: new AbortController().signal });
    expect(said.map(({ removable, ...project }) => ({ ...project, removed: removable }))).toEqual(projects);
    expect(projects.find(({ projectId }) => projectId === one.projectId)?.removed).toMatchObject({
      runs: 1,
      events: 4,
    });
    expect((await readRetention({ setting: 30 })).every(({ removable }) => removable.runs === 0)).toBe(true);
  });

  it("can ask for other days, in the place of the setting and of the projects' own", async () => {
    const { projectId } = await oldRun(root, { days: 3 });
    await database().project.update({ where: { id: projectId }, data: { keepDays: 500 } });
    const of = async (instead?: number) =>
      (await readRetention({ setting: 1, instead })).find((project) => project.projectId === projectId);
    expect(await of()).toMatchObject({ days: 500, ownDays: 500, removable: { runs: 0 } });
    expect(await of(2)).toMatchObject({ days: 2, ownDays: 500, removable: { runs: 1, events: 4 } });
    expect(await of(4)).toMatchObject({ removable: { runs: 0 } });
  });
});
