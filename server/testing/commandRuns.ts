/** Runs of the `command` harness for tests: profiles made of a shell script or a fake, workspaces, controls, and waiting for what a run becomes. */
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { vi } from "vitest";
import { controlRun } from "#server/commands/controlRun.ts";
import { startRun } from "#server/commands/startRun.ts";
import { localActor } from "#server/domain/actor.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { StartBody, type StartBodyInput, toPublicConfig } from "#server/domain/runConfig.ts";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { database } from "#server/store/records/database.ts";
import { findOrMakeProject } from "#server/store/records/projectTable.ts";
import { insertRun } from "#server/store/records/runTable.ts";
import { getRun } from "#server/store/records/runReads.ts";
import { readEventsPage } from "#server/store/runHistory.ts";

export const EPIC = "epic";

/** A folder for all workspaces of a test file, beside its stores and removed with them: the only root of its workers. */
export async function makeRoot(): Promise<string> {
  const root = await realpath(await mkdtemp(join(dirname(process.env.CODI_DATA_DIR ?? ""), "runs-")));
  process.env.CODI_WORKSPACE_ROOTS = root;
  return root;
}

/** A profile of the `command` harness. */
export async function addProfile(command: string[], profileEnv: Record<string, string> = {}): Promise<string> {
  const name = `p-${randomUUID().slice(0, 8)}`;
  await database().profile.create({ data: { name, harness: "command", command, env: profileEnv } });
  return name;
}

/** `sh -c` with the epic folder as $EPIC. */
export function addScript(script: string): Promise<string> {
  return addProfile(["sh", "-c", `EPIC=.cody-harness/${EPIC}; ${script}`]);
}

export const fake = (name: string, ...args: string[]) => [
  process.execPath,
  join(process.cwd(), "server", "testing", "fakes", `${name}.mjs`),
  ...args,
];

export type Started = { runId: string; workingDir: string };

export async function startIn(
  root: string,
  config: Omit<StartBodyInput["config"], "workingDir"> & { workingDir?: string },
): Promise<Started> {
  const workingDir = config.workingDir ?? join(root, randomUUID().slice(0, 8));
  await mkdir(workingDir, { recursive: true });
  const body: StartBodyInput = { epicId: EPIC, config: { loopDelaySec: 0, ...config, workingDir } };
  const { run } = await startRun({ body, actor: localActor, idempotencyKey: null });
  return { runId: run.runId, workingDir };
}

/** What a control answers. */
export async function control(runId: string, action: string, more: Record<string, unknown> = {}) {
  return (await controlRun({ runId, actor: localActor, control: { action, ...more } })).status;
}

export async function untilRun(
  runId: string,
  is: (run: RunSnapshot) => boolean,
  timeout = 40_000,
): Promise<RunSnapshot> {
  return vi.waitFor(
    async () => {
      const run = await getRun(runId);
      if (!is(run)) throw new Error(`The run is ${run.status}, turn ${run.currentTurn}: ${JSON.stringify(run.error)}`);
      return run;
    },
    { timeout, interval: 25 },
  );
}

export const untilSettled = (runId: string, timeout?: number) =>
  untilRun(runId, (run) => isSettled(run.status), timeout);

/** Until the run stands in a turn whose child has said something. */
export async function untilInTurn(runId: string, turn = 1, said = "ready"): Promise<void> {
  await vi.waitFor(
    async () => {
      const events = await eventsOf(runId);
      const begun = events.findLastIndex((event) => event.type === "turn_started" && event.turn === turn);
      const after = begun < 0 ? [] : events.slice(begun);
      if (!after.some((event) => event.type === "subprocess_output" && event.text.includes(said)))
        throw new Error(`Turn ${turn} has not said ${said}: ${events.map((event) => event.type).join()}`);
    },
    { timeout: 40_000, interval: 25 },
  );
}

export async function eventsOf(runId: string): Promise<RunEvent[]> {
  const { events } = await readEventsPage(runId, { after: 0, limit: 5_000 });
  return events as RunEvent[];
}

const timely = ["subprocess_output", "output_skipped", "log_updated"];

/** The types of a log in order, without what depends on timing. */
export const story = (events: RunEvent[]) => events.map(({ type }) => type).filter((type) => !timely.includes(type));

/** 1, 2, 3 … without a hole or a double. */
export const isContiguous = (events: RunEvent[]) => events.every((event, index) => event.seq === index + 1);

/** A row that no start checked: what a worker meets when the folder changed after the start. */
export async function insertRunFor({ workingDir, profile }: { workingDir: string; profile: string }): Promise<string> {
  const runId = `r_${randomUUID()}`;
  const { config } = StartBody.parse({ epicId: EPIC, config: { workingDir, profile, loopDelaySec: 0 } });
  await database().$transaction(async (tx) => {
    const project = await findOrMakeProject(tx, workingDir, null);
    await insertRun(tx, {
      id: runId,
      epicId: EPIC,
      config: toPublicConfig(config),
      name: EPIC,
      missionLine: null,
      projectId: project.id,
      createdBy: localActor,
    });
  });
  return runId;
}
