/** `npm run keep` as an operator types it: the dry run removes nothing, and what it says is what then goes. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { closeRedis } from "#server/store/live/redis.ts";
import { database } from "#server/store/records/database.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { makeRoot } from "#server/testing/commandRuns.ts";
import { oldRun } from "#server/testing/oldRun.ts";

let root: string;

beforeAll(async () => {
  root = await makeRoot();
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

type Ended = { code: number; stdout: string; stderr: string };

function keep(args: string[], settings: Record<string, string> = {}): Promise<Ended> {
  const options = { env: { ...process.env, ...settings } };
  const start = join("server", "local", "start.mjs");
  return new Promise((done) =>
    execFile(process.execPath, [start, "keep", ...args], options, (error, stdout, stderr) =>
      done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    ),
  );
}

const together = ({ stdout }: Ended) => /Together +(\d+) +(\d+) +(\d+)/.exec(stdout)?.slice(1).map(Number);

it("counts what would go, for the settings or for other days, and then removes just that", async () => {
  const [old, young] = [await oldRun(root), await oldRun(root, { days: 3 })];
  const forEver = await keep(["--dry-run"]);
  expect(forEver.stdout).toMatch(/ for ever /);
  expect(together(forEver)).toEqual([0, 0, 0]);
  expect(together(await keep(["--dry-run", "--days", "2"]))).toMatchObject([2, 8, expect.any(Number)]);
  const said = await keep(["--dry-run"], { CODI_KEEP_DAYS: "30" });
  expect(said.stdout).toMatch(/This would be removed; nothing was\.\n$/);
  expect((await getRun(old.runId)).logRemovedAt).toBeNull();
  const done = await keep([], { CODI_KEEP_DAYS: "30" });
  expect(done.stdout).toMatch(/This was removed\.\n$/);
  expect(together(done)).toEqual(together(said));
  expect((await getRun(old.runId)).logRemovedAt).not.toBeNull();
  expect((await getRun(young.runId)).logRemovedAt).toBeNull();
}, 60_000);

it.each([
  [["--days", "7"], /--days is for --dry-run only/],
  [["--dry-run", "--days", "0"], /--days must be a whole number of days/],
  [["--dry-run", "--days", "soon"], /--days must be a whole number of days/],
  [["--dry"], /--dry/],
])(
  "refuses %j and removes nothing",
  async (args, words) => {
    const { runId } = await oldRun(root);
    const { code, stderr } = await keep(args, { CODI_KEEP_DAYS: "30" });
    expect([code, stderr]).toEqual([1, expect.stringMatching(words)]);
    expect((await getRun(runId)).logRemovedAt).toBeNull();
  },
  60_000,
);
