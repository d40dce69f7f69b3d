/** Runs as a program outside sees them: started and read over REST, their processes counted in the process table. */
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { expect } from "./codi.ts";
import type { Codi } from "./codi.ts";
import { addProfile } from "./profiles.ts";

type Asked = Omit<Partial<StartBodyInput["config"]>, "profile"> & ({ command: string[] } | { profile: string });

/** Starts a run whose harness is that command, for one turn in a folder of its own unless something else is said. */
export async function startRun(codi: Codi, asked: Asked): Promise<string> {
  const { command, profile, ...config } = { command: undefined, profile: undefined, ...asked };
  const body: StartBodyInput = {
    epicId: "epic",
    config: {
      loopDelaySec: 0,
      maxTurns: 1,
      workingDir: await codi.newWorkspace(),
      ...config,
      profile: command ? await addProfile(codi, command) : profile,
    },
  };
  const answer = await fetch(`${codi.baseUrl}/api/runs/continuous`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { runId, error } = (await answer.json()) as { runId?: string; error?: { message: string } };
  if (!runId) throw new Error(`The run was refused: ${error?.message ?? answer.status}`);
  return runId;
}

async function read<Body>(codi: Codi, path: string): Promise<Body> {
  const answer = await fetch(codi.baseUrl + path);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Body;
}

export async function readRun(codi: Codi, runId: string): Promise<RunSnapshot> {
  return read<RunSnapshot>(codi, `/api/runs/${runId}`);
}

export async function untilStatus(codi: Codi, runId: string, status: RunSnapshot["status"]): Promise<RunSnapshot> {
  await expect.poll(async () => (await readRun(codi, runId)).status, { intervals: [50] }).toBe(status);
  return readRun(codi, runId);
}

/** The whole log as `/events` gives it out. */
export async function readEvents(codi: Codi, runId: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let after = 0; ;) {
    const page = await read<{ events: StoredEvent[]; next: number }>(codi, `/api/runs/${runId}/events?after=${after}`);
    if (page.events.length === 0) return events;
    events.push(...page.events);
    after = page.next;
  }
}

/** Living processes whose environment says that they belong to the run. */
export async function processesOf(runId: string): Promise<number[]> {
  const mark = `CODI_RUN=${runId}`;
  if (process.platform !== "linux") {
    const { stdout } = await promisify(execFile)("ps", ["axeww", "-o", "pid=,command="], { maxBuffer: 67_108_864 });
    return stdout.split("\n").flatMap((line) => (line.includes(mark) ? Number.parseInt(line, 10) : []));
  }
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const marked = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, "utf8").catch(() => "");
      return environment.split("\0").includes(mark) ? [Number(pid)] : [];
    }),
  );
  return marked.flat();
}

/** Cancels the run past the page. */
export async function cancelOverRest(codi: Codi, runId: string): Promise<void> {
  const answer = await fetch(`${codi.baseUrl}/api/runs/${runId}/control`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ action: "cancel" }),
  });
  expect(answer.ok, `the control answered ${answer.status}`).toBe(true);
  await untilStatus(codi, runId, "cancelled");
}

/** A run whose turns are short, at rest. */
export async function settledRun(codi: Codi, more: { name?: string; maxTurns?: number; mission?: string } = {}) {
  const runId = await startRun(codi, { command: ["echo", "said"], ...more });
  await untilStatus(codi, runId, "completed");
  return runId;
}
