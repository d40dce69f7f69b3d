/** Starts runs and keeps their number, sends the controls of the schedule, and at the end resumes what is paused. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { ask, sendControl } from "./askCodi.ts";
import { type ControlNote, SETTLED, type StartNote } from "./checker/evidence.ts";
import { OWNER } from "./endOwn.ts";
import { planRun, PROFILE, QUEUE_PROFILE_LIMIT, QUEUE_PROJECTS } from "./runPlan.ts";
import type { Scenario } from "./scenario.ts";
import type { Command } from "./schedule.ts";
import type { ChaosCodi } from "./startCodi.ts";

export type Known = { id: string; status: string };
export type Notes = { starts: StartNote[]; controls: ControlNote[] };
export type Driver = {
  /** All of them at once. */
  startQueue(): Promise<void>;
  /** Keeps so many alive and obeys the schedule until the signal. */
  keepAlive(commands: Command[], signal: AbortSignal): Promise<void>;
  /** Resumes what is paused until all have settled; false = some have not in time. */
  untilSettled(ms: number): Promise<boolean>;
  close(): Promise<void>;
};

const LOOK_MS = 250;
const ANSWER_MS = 5_000; // of a Postgres that may stand still
const START_AGAIN_MS = 500;
const STARTS_AT_ONCE = 6;

export async function driveRuns(
  codi: Pick<ChaosCodi, "baseUrl" | "databaseUrl" | "work" | "agents">,
  { scenario, notes, onRun }: { scenario: Scenario; notes: Notes; onRun: (run: { id: string; index: number }) => void },
): Promise<Driver> {
  const client = new pg.Pool({
    connectionString: codi.databaseUrl,
    max: 2,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
  });
  client.on("error", () => undefined);
  const { turnMs, seed } = scenario;
  const agent = join(process.cwd(), "chaos", "agent.mjs");
  const argv = [
    process.execPath,
    agent,
    codi.agents,
    seed,
    turnMs.shortest,
    turnMs.longest,
    scenario.stores === "each" ? "steady" : "moody",
  ].map(String);
  await client.query("INSERT INTO profile (name, harness, command, run_limit) VALUES ($1, 'command', $2, $3)", [
    PROFILE,
    JSON.stringify(argv),
    scenario.queue ? QUEUE_PROFILE_LIMIT : null,
  ]);
  let next = 0;

  /** Null = Postgres does not say it now. */
  async function alive(): Promise<Known[] | null> {
    const answer = await client.query<Known>("SELECT id, status FROM run ORDER BY number").catch(() => null);
    return answer?.rows.filter(({ status }) => !SETTLED.includes(status)) ?? null;
  }

  /** Asked for under one key until it is accepted: a lost answer makes no second run. */
  async function startOne(until?: AbortSignal): Promise<void> {
    const { index, place, config } = planRun(scenario, next);
    next += 1;
    const workingDir = join(codi.work, place);
    await mkdir(workingDir, { recursive: true });
    const note: StartNote = { index, at: Date.now(), runId: null, answers: [] };
    notes.starts.push(note);
    const env = { ...config.env, [OWNER]: String(process.pid) };
    const body = { epicId: `chaos-${index}`, config: { ...config, env, workingDir } };
    for (;;) {
      const answer = await ask(`${codi.baseUrl}/api/runs/continuous`, {
        body,
        headers: { "idempotency-key": `chaos-${seed}-${index}` },
      });
      note.answers.push(answer?.http ?? "no answer");
      if (answer?.http === 202) {
        note.runId = String(answer.body.runId);
        return onRun({ id: note.runId, index });
      }
      if (answer && answer.http < 500) return;
      // A start is never given up half-way: whether it was accepted must be known at the end.
      if (!until?.aborted || note.answers.length < 60) await sleep(START_AGAIN_MS);
      else return;
    }
  }

  async function command({ action, mode, pick, expecting }: Command): Promise<void> {
    const all = (await alive()) ?? [];
    const paused = all.filter(({ status }) => status === "paused");
    const list = action === "resume" && paused.length > 0 ? paused : all;
    const target = list[Math.floor(pick * list.length)];
    if (!target) return;
    const expectedStatus = expecting ? target.status : null;
    notes.controls.push(
      await sendControl(codi.baseUrl, { runId: target.id, action, mode: mode ?? null, expectedStatus }),
    );
  }

  return {
    async startQueue() {
      for (const { place } of QUEUE_PROJECTS) await mkdir(join(codi.work, place), { recursive: true });
      const starting = async () => {
        while (next < scenario.runs) await startOne();
      };
      await Promise.all(Array.from({ length: STARTS_AT_ONCE }, starting));
      for (const { place, limit } of QUEUE_PROJECTS)
        await client.query("UPDATE project SET run_limit = $2 WHERE path = $1", [join(codi.work, place), limit]);
    },
    async keepAlive(commands, signal) {
      const startedAt = Date.now();
      const sent: Promise<void>[] = [];
      const waiting = [...commands];
      let starting: Promise<void> = Promise.resolve();
      let idle = true;
      while (!signal.aborted) {
        while (waiting[0] && startedAt + waiting[0].at <= Date.now()) {
          const due = waiting.shift();
          if (due) sent.push(command(due));
        }
        if (idle) {
          idle = false;
          const missing = scenario.runs - ((await alive())?.length ?? scenario.runs);
          const starts = Array.from({ length: Math.min(missing, STARTS_AT_ONCE) }, () => startOne(signal));
          starting = Promise.all(starts).then(() => void (idle = true));
        }
        await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
      }
      await Promise.all([...sent, starting]);
    },
    async untilSettled(ms) {
      const deadline = Date.now() + ms;
      while (Date.now() < deadline) {
        const left = await alive();
        if (left?.length === 0) return true;
        for (const { id } of (left ?? []).filter(({ status }) => status === "paused"))
          notes.controls.push(
            await sendControl(codi.baseUrl, { runId: id, action: "resume", mode: null, expectedStatus: null }),
          );
        await sleep(LOOK_MS);
      }
      return false;
    },
    close: () => client.end(),
  };
}
