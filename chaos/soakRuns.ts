/** What the viewers of a soak look at: runs that print all the time, and runs that have printed and are over. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ask } from "./askCodi.ts";
import { OWNER } from "./endOwn.ts";
import type { ChaosCodi } from "./startCodi.ts";

const LIVING = 10;
const SETTLED = 20;
const SETTLED_WITHIN_MS = 120_000;

const profiles = {
  living: "n=0; while :; do n=$((n+1)); echo tick $n; sleep 0.2; done",
  settled: "seq 1 3000",
} as const;

export async function startSoakRuns(
  codi: Pick<ChaosCodi, "baseUrl" | "databaseUrl" | "work">,
): Promise<{ living: string[]; settled: string[] }> {
  const client = new pg.Client({ connectionString: codi.databaseUrl });
  await client.connect();
  try {
    for (const [name, script] of Object.entries(profiles))
      await client.query("INSERT INTO profile (name, harness, command) VALUES ($1, 'command', $2)", [
        name,
        JSON.stringify(["sh", "-c", script]),
      ]);
    const start = (profile: keyof typeof profiles, count: number) =>
      Promise.all(Array.from({ length: count }, (_, n) => startOne(codi, `${profile}-${n}`, profile)));
    const settled = await start("settled", SETTLED);
    const deadline = Date.now() + SETTLED_WITHIN_MS;
    for (;;) {
      const { rows } = await client.query("SELECT 1 FROM run WHERE status = 'completed'");
      if (rows.length === SETTLED) break;
      if (Date.now() > deadline) throw new Error(`Only ${rows.length} runs have settled.`);
      await sleep(100);
    }
    return { settled, living: await start("living", LIVING) };
  } finally {
    await client.end();
  }
}

async function startOne(
  { baseUrl, work }: Pick<ChaosCodi, "baseUrl" | "work">,
  name: string,
  profile: string,
): Promise<string> {
  const workingDir = join(work, name);
  await mkdir(workingDir);
  const config = { name, profile, workingDir, maxTurns: 1, env: { [OWNER]: String(process.pid) } };
  const answer = await ask(`${baseUrl}/api/runs/continuous`, { body: { epicId: "soak", config } });
  if (answer?.http !== 202) throw new Error(`The start of ${name} was answered ${answer?.http ?? "nothing"}.`);
  return String(answer.body.runId);
}
