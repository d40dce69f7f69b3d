/** One turn of a harness outside any run: the child is real, what it prints goes through the parser line by line. */
import { randomUUID } from "node:crypto";
import type { RunConfig } from "#server/domain/runConfig.ts";
import { StartBody } from "#server/domain/runConfig.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { givenEnvironment } from "#server/env.ts";
import type { Harness, OutputStream, PreparedTurn, TurnPlan, TurnReport } from "#server/worker/harness.ts";
import { childEnvironment } from "#server/worker/process/childEnvironment.ts";
import { startChild } from "#server/worker/process/childProcess.ts";

export function somePlan(
  place: { workingDir: string; dataDir: string },
  change: Omit<Partial<TurnPlan>, "config"> & { config?: Partial<RunConfig> } = {},
): TurnPlan {
  const { config: changed, ...rest } = change;
  const { config } = StartBody.parse({ epicId: "epic", config: { workingDir: place.workingDir } });
  return {
    runId: `r_${randomUUID()}`,
    turn: 1,
    turnId: randomUUID(),
    config: { ...config, ...changed },
    profile: { name: "test", harness: "codex", command: null, env: {}, model: null, reasoning: null, scripted: false },
    prompt: "Do it.\n",
    workingDir: place.workingDir,
    harnessFolder: `${place.workingDir}/.cody-harness`,
    epicFolder: `${place.workingDir}/.cody-harness/epic`,
    addDirs: [],
    threadId: null,
    threadTotals: null,
    dataDir: place.dataDir,
    codexBin: null,
    ...rest,
  };
}

export type RanTurn = {
  events: RunEventBody[];
  /** Lines that no parser understood. */
  plain: { stream: OutputStream; line: string }[];
  report: TurnReport;
  exitCode: number | null;
  /** From the start of the child to its end. */
  durationMs: number;
};

export async function runPrepared(plan: TurnPlan, prepared: PreparedTurn): Promise<RanTurn> {
  const startedAt = performance.now();
  const env = childEnvironment({
    given: givenEnvironment(),
    userNodeEnv: undefined,
    profileEnv: { ...plan.profile.env, ...prepared.env },
    runEnv: plan.config.env,
    marks: { runId: plan.runId, turnId: plan.turnId },
  });
  const { command, args, input } = prepared;
  const child = await startChild({ command, args, cwd: plan.workingDir, env, input });
  const events: RunEventBody[] = [];
  const plain: RanTurn["plain"] = [];
  const rests = { stdout: "", stderr: "" };
  const take = async (stream: OutputStream, line: string) => {
    const understood = await prepared.parser.read(stream, line);
    if (understood) events.push(...understood);
    else plain.push({ stream, line });
  };
  for await (const { stream, bytes } of child.chunks) {
    const lines = (rests[stream] + bytes.toString("utf8")).split("\n");
    rests[stream] = lines.pop() ?? "";
    for (const line of lines) await take(stream, line);
  }
  for (const stream of ["stdout", "stderr"] as const) if (rests[stream]) await take(stream, rests[stream]);
  const end = await child.ended;
  const durationMs = Math.round(performance.now() - startedAt);
  return { events, plain, report: prepared.report(end), exitCode: end.exitCode, durationMs };
}

export async function runTurn(harness: Harness, plan: TurnPlan): Promise<RanTurn> {
  const prepared = await harness.prepare(plan);
  try {
    return await runPrepared(plan, prepared);
  } finally {
    await prepared.close();
  }
}
