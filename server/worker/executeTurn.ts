/** One turn: starts the child, brings what it prints into the log while it runs, and says what came of it. */
import { LEFTOVER_GRACE_MS, TIMER_MAX_MS } from "#server/domain/limits.ts";
import type { Receipt, RunFailure } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { env, givenEnvironment } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import type { RunRecorder } from "#server/store/runRecorder.ts";
import type { Interruption } from "./decideNext.ts";
import { harnessOf } from "./harnessOf.ts";
import { type PreparedTurn, TurnPreparationError, type TurnReport } from "./harness.ts";
import { childEnvironment } from "./process/childEnvironment.ts";
import { type ChildExit, SpawnError } from "./process/childProcess.ts";
import { endMarked } from "./process/markedProcesses.ts";
import { untilSeen } from "./process/untilSeen.ts";
import { recordOutput, redactorFor } from "./recordOutput.ts";
import { runCheck, toCheckSpec } from "./runCheck.ts";
import { startHeld } from "./startHeld.ts";
import { stopWhenAsked } from "./stopWhenAsked.ts";
import { snapshotLogs, watchLogs } from "./telemetry/watchLogs.ts";
import type { PlannedTurn } from "./turnPlan.ts";
import { type WithoutSecrets, withoutSecrets } from "./turnSecrets.ts";
import type { TurnRequest, WatchedTurn } from "./watchedTurn.ts";

export type TurnResult = {
  report: TurnReport | null;
  exit: ChildExit;
  pid: number | null;
  durationMs: number;
  failure: RunFailure | null;
  /** Set when we ended the child: our own abort decides the result, never the exit code. */
  interrupted: Interruption | null;
  receipt: Receipt | null;
  /** The check's exit code; undefined = no check ran. */
  checkExitCode: number | null | undefined;
  cliVersion: string | null;
};

/** What a turn's processes carry, and the signal that they were asked to end. */
type Watch = { mark: { runId: string; turnId: string }; asked: AbortSignal };

const NEVER = new AbortController().signal;
const notStarted = {
  report: null,
  exit: { exitCode: null, signal: null },
  pid: null,
  checkExitCode: undefined,
} as const;

export async function executeTurn(request: TurnRequest): Promise<TurnResult> {
  const startedAt = performance.now();
  const clean = withoutSecrets(request.planned.plan);
  const begun = await begin({ ...request, recorder: cleanRecorder(request.recorder, clean) }, startedAt);
  if ("failure" in begun) return cleanResult(begun, clean);
  try {
    return cleanResult(await watchTurn(begun), clean);
  } catch (error) {
    // Whatever went wrong here, a child never outlives the code that watches it.
    const { runId, turnId } = begun.planned.plan;
    await untilSeen(() => endMarked({ runId, turnId }, { graceMs: 0 }));
    throw error;
  } finally {
    await begun.prepared.close();
  }
}

/** What was printed is redacted already; the rest is what was read out of it, out of files, and our own errors. */
function cleanRecorder(recorder: RunRecorder, clean: WithoutSecrets): RunRecorder {
  const isPrinted = ({ type }: RunEventBody) => type === "subprocess_output" || type === "output_skipped";
  return { ...recorder, record: (body, note) => recorder.record(isPrinted(body) ? body : clean(body), note) };
}

/** The thread's id stays: it is what the next turn goes on with. */
function cleanResult(result: TurnResult, clean: WithoutSecrets): TurnResult {
  const { report, failure } = result;
  return {
    ...result,
    failure: clean(failure),
    report: report && { ...clean(report), threadId: report.threadId },
  };
}

/** The child runs, or the turn has failed already. */
async function begin(request: TurnRequest, startedAt: number): Promise<WatchedTurn | TurnResult> {
  const { planned, recorder, interrupt } = request;
  const { plan, prompt, folder } = planned;
  const started = { turn: plan.turn, try: planned.try, promptBytes: prompt.bytes, promptHash: prompt.sha256 };
  let prepared: PreparedTurn | null = null;
  try {
    prepared = await harnessOf(planned.profile).prepare(plan);
    const { command, args, input } = prepared;
    const environment = environmentOf(planned, prepared);
    const logs = await snapshotLogs({ harnessFolder: folder.harness, epicFolder: folder.epic });
    // A cancel that came before the spawn: there is nothing to end, and nothing is started.
    const child = interrupt.aborted
      ? null
      : await startHeld(recorder, { command, args, cwd: plan.workingDir, env: environment, input });
    const pid = child?.pid ?? null;
    await recorder.record({ type: "turn_started", ...started, pid }, { pid });
    return { ...request, prepared, environment, running: { child }, logs, startedAt };
  } catch (error) {
    await untilSeen(() => endMarked({ runId: plan.runId, turnId: plan.turnId }, { graceMs: 0 }));
    await prepared?.close();
    recorder.lost.throwIfAborted();
    await recorder.record({ type: "turn_started", ...started, pid: null });
    return {
      ...notStarted,
      durationMs: Math.round(performance.now() - startedAt),
      failure: toPreparationFailure(error),
      interrupted: null,
      receipt: null,
      cliVersion: prepared?.cliVersion ?? null,
    };
  }
}

function toPreparationFailure(error: unknown): RunFailure {
  if (error instanceof TurnPreparationError) return error.failure;
  const code = error instanceof SpawnError ? error.code : "spawn_error";
  logger.error({ err: error }, "a turn could not be started");
  return { code, message: error instanceof Error ? error.message : String(error), retryable: true };
}

function environmentOf({ plan, profile }: PlannedTurn, prepared: PreparedTurn): Record<string, string> {
  return childEnvironment({
    given: givenEnvironment(),
    userNodeEnv: env().CODI_USER_NODE_ENV,
    profileEnv: { ...profile.env, ...prepared.env },
    runEnv: plan.config.env,
    marks: { runId: plan.runId, turnId: plan.turnId },
  });
}

async function watchTurn(turn: WatchedTurn): Promise<TurnResult> {
  const { plan } = turn.planned;
  const mark = { runId: plan.runId, turnId: plan.turnId };
  const over = new AbortController();
  const { turnSec } = plan.config.limits;
  const timeout = turnSec === null ? NEVER : AbortSignal.timeout(Math.min(turnSec * 1_000, TIMER_MAX_MS));
  const asked = AbortSignal.any([turn.interrupt, turn.recorder.lost, timeout]);
  const stopped = stopWhenAsked(turn, { mark, asked, over: over.signal });
  const logs = followLogs(turn, over.signal);
  // Both are awaited at the end; a failure of theirs waits until then and does not end the process.
  for (const waiting of [stopped, logs]) waiting.catch(() => undefined);
  try {
    const ran = await runChildren(turn, { mark, asked });
    const failure = timeout.aborted ? timedOut(turnSec) : ran.failure;
    over.abort();
    const receipt = await stopped;
    await logs;
    turn.recorder.lost.throwIfAborted();
    return {
      ...ran,
      failure,
      durationMs: Math.round(performance.now() - turn.startedAt),
      interrupted: turn.interrupt.aborted ? (turn.interrupt.reason as Interruption) : null,
      receipt,
      cliVersion: turn.prepared.cliVersion,
    };
  } finally {
    over.abort();
  }
}

type Ran = Pick<TurnResult, "report" | "exit" | "pid" | "failure" | "checkExitCode">;

/** The harness, and after it the check, each to its end with everything it left behind. */
async function runChildren(turn: WatchedTurn, { mark, asked }: Watch): Promise<Ran> {
  const { child } = turn.running;
  if (child) await recordOutput(turn, child);
  const exit = child ? await child.ended : { exitCode: null, signal: null, inputError: null };
  // What the turn left behind ends with it: a tool that called setsid outlives even a normal end.
  if (!asked.aborted) await endMarked(mark, { graceMs: LEFTOVER_GRACE_MS });
  const report = turn.prepared.report(exit);
  const failure = report.failure ?? inputFailure(exit.inputError, exit);
  const checkExitCode = failure ? undefined : await check(turn, { mark, asked });
  return { report, exit, pid: child?.pid ?? null, failure, checkExitCode };
}

/** Undefined = no result: there is no check, or somebody ended the turn before it said one. */
async function check(turn: WatchedTurn, { mark, asked }: Watch): Promise<number | null | undefined> {
  const { plan } = turn.planned;
  // The spawn follows at once, so whoever asks from here on finds the check's process.
  if (!plan.config.check || asked.aborted) return undefined;
  const spec = toCheckSpec(plan.config.check, { cwd: plan.workingDir, env: turn.environment });
  const started = await startHeld(turn.recorder, spec).catch((error: unknown) => {
    if (error instanceof SpawnError) return error;
    throw error;
  });
  if (!started) return undefined;
  if (!(started instanceof SpawnError)) turn.running.child = started;
  const events = runCheck(plan.config.check, started, {
    turn: plan.turn,
    mark,
    graceMs: env().CODI_KILL_GRACE_MS,
    createRedactor: redactorFor(turn),
  });
  let step = await events.next();
  for (; !step.done; step = await events.next()) await turn.recorder.record(step.value);
  if (asked.aborted) return undefined;
  await endMarked(mark, { graceMs: LEFTOVER_GRACE_MS });
  return step.value;
}

async function followLogs(turn: WatchedTurn, over: AbortSignal): Promise<void> {
  const { plan } = turn.planned;
  for await (const body of watchLogs(turn.logs, { turn: plan.turn, signal: over })) {
    if (turn.recorder.lost.aborted) return;
    await turn.recorder.record(body);
  }
}

const timedOut = (seconds: number | null): RunFailure => ({
  code: "turn_timeout",
  message: `The turn ran longer than its limit of ${seconds ?? 0} s and was ended.`,
  retryable: false,
});

/** A child that ended well without reading its prompt did something else than it was asked. */
function inputFailure(inputError: string | null, exit: ChildExit): RunFailure | null {
  if (!inputError || exit.exitCode === 0) return null;
  return { code: "stdin_write_failed", message: `The prompt could not be written: ${inputError}`, retryable: true };
}
