/** Secrets that a child prints and writes: planted everywhere, and afterwards looked for in all that the worker keeps. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { env } from "#server/env.ts";
import { database } from "#server/store/records/database.ts";
import { outputSize, readOutput } from "#server/store/records/outputStore.ts";
import { addProfile, eventsOf, fake, startIn, untilSettled } from "#server/testing/commandRuns.ts";
import * as plant from "#server/testing/planted.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import type { TestWorker } from "#server/testing/startWorker.ts";

const own = { PLAIN_NAME: plant.planted("run"), ODD: `plänted "run"\nand ${plant.planted("line")}` };
const ofProfile = {
  PROFILE_API_KEY: plant.planted("key"),
  PROFILE_AUTH_HEADER: plant.planted("auth"),
  PROFILE_CREDENTIALS: plant.planted("credential"),
};
const ofWorker = {
  WORKER_TOKEN: plant.planted("token"),
  WORKER_SECRET: plant.planted("secret"),
  WORKER_PASSWORD: plant.planted("password"),
};
const bearer = plant.plantedBearer();
const pem = plant.plantedPem();
const patterns = plant.plantedPatterns();
const everyEnv = { ...own, ...ofProfile, ...ofWorker };
const secrets = [...Object.values(everyEnv), ...patterns, bearer, ...pem.split("\n")];

const settings = { ...ofWorker, CODI_OUTPUT_MAX_BYTES: "2000000" };
const { root, newWorker } = await testWorkers(settings, { endedAfter: "all" });
let worker: TestWorker;
beforeAll(async () => {
  worker = await newWorker();
});

const toPlant = {
  env: Object.keys(everyEnv),
  values: [...patterns, `Authorization: Bearer ${bearer}`, plant.asPem(pem)],
  bulk: 2_000_000,
  exitCode: 0,
};

it("no store, no file and no line of the log holds a secret that a child printed, wrote or was asked with", async () => {
  const workspace = join(root, "planted");
  const search = plant.searchFor(secrets);
  await mkdir(workspace);
  await writeFile(join(workspace, "planted.json"), JSON.stringify(toPlant));
  const { runId } = await startIn(root, {
    workingDir: workspace,
    profile: await addProfile(fake("printsPlanted"), ofProfile),
    env: own,
    mission: `Log in with ${own.PLAIN_NAME}.`,
    labels: [own.PLAIN_NAME],
    maxTurns: 1,
    completion: { pattern: "^DONE with" },
  });
  const ended = { yet: false };
  const settled = untilSettled(runId, 50_000).finally(() => (ended.yet = true));
  // The spool and its labels too, which are gone afterwards.
  while (!ended.yet) await plant.searchFolder(env().CODI_DATA_DIR, search);
  const run = await settled;
  await plant.searchRedis(env().REDIS_URL ?? "", search);
  await plant.searchPostgres(env().DATABASE_URL ?? "", search);
  await plant.searchFolder(env().CODI_DATA_DIR, search);
  search.look("the worker's log", worker.log());
  expect(search.found).toEqual([]);

  // All of it was said, and stands there without them.
  expect(run).toMatchObject({ status: "completed", stopReason: "pattern", missionLine: "Log in with [redacted]." });
  expect(run.completion.line).toContain("DONE with [redacted]");
  const said = (await eventsOf(runId)).filter(({ type }) => type === "test_run_started");
  expect(said).toHaveLength(toPlant.env.length + toPlant.values.length);
  for (const stream of ["stdout", "stderr"] as const) {
    const text = await storedText(runId, stream);
    expect(text.match(/at the end [^\n]*\[redacted\]/g)).toHaveLength(said.length);
    expect((await outputSize(runId, { turn: 1, stream }))?.cut).toBeTruthy();
  }
});

it("the next prompt repeats the agent's log without them", async () => {
  const workspace = join(root, "planted");
  const { runId } = await startIn(root, { workingDir: workspace, profile: await addProfile(["true"]), maxTurns: 1 });
  await untilSettled(runId);
  const { promptHash } = await database().turn.findFirstOrThrow({ where: { runId } });
  const { text } = await database().prompt.findUniqueOrThrow({ where: { sha256: promptHash } });
  expect(text).toContain("DONE with");
  const search = plant.searchFor([...Object.values(ofWorker), ...patterns, bearer, ...pem.split("\n")]);
  search.look("the prompt", text);
  expect(search.found).toEqual([]);
});

async function storedText(runId: string, stream: "stdout" | "stderr"): Promise<string> {
  let text = "";
  for await (const bytes of readOutput(runId, { turn: 1, stream, from: 0, to: Number.MAX_SAFE_INTEGER }))
    text += Buffer.from(bytes).toString("latin1");
  return text;
}
