/** One turn of the real Codex CLI: what to execute, how its lines are read, and what came of it. */
import { homedir } from "node:os";
import { join } from "node:path";
import { codexArguments } from "#server/domain/codexCommand.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { givenEnvironment } from "#server/env.ts";
import { TurnPreparationError } from "#server/worker/harness.ts";
import type { Harness, PreparedTurn, TurnParser, TurnPlan } from "#server/worker/harness.ts";
import { childEnvironment } from "#server/worker/process/childEnvironment.ts";
import { cutText } from "#server/worker/telemetry/bounds.ts";
import { toFileEvents } from "#server/worker/telemetry/fileFacts.ts";
import { isSentinel, mayHoldSentinel, sentinelUsage, toSentinelEvents } from "#server/worker/telemetry/sentinels.ts";
import { toCodexFailure } from "./codexFailure.ts";
import { codexVersion } from "./codexVersion.ts";
import { CODEX_MISSING, findCodex } from "./findCodex.ts";
import type { FoundCodex } from "./findCodex.ts";
import { followUsage } from "./liveUsage.ts";
import { findRollout } from "./rollout.ts";
import { usageSince } from "./threadUsage.ts";
import { freshCodexState, toRunEvents } from "./toRunEvents.ts";

/** How a profile may differ from plain Codex. */
export type CodexVariant = {
  env?: Record<string, string>;
  /** More flags for `exec`, once it is known which Codex executes them. */
  flags?: (codex: FoundCodex) => string[];
  prefersBundled?: boolean;
};

function locate(plan: TurnPlan, env: Record<string, string>, variant: CodexVariant): FoundCodex {
  const found = findCodex({
    setting: plan.codexBin,
    path: env.PATH ?? "",
    prefersBundled: variant.prefersBundled ?? false,
  });
  if (found) return found;
  throw new TurnPreparationError({ code: "spawn_error", message: CODEX_MISSING, retryable: false });
}

export async function prepareCodexTurn(plan: TurnPlan, variant: CodexVariant): Promise<PreparedTurn> {
  const { config, profile, turn } = plan;
  const env = childEnvironment({
    given: givenEnvironment(),
    userNodeEnv: undefined,
    profileEnv: { ...profile.env, ...variant.env },
    runEnv: config.env,
    marks: { runId: plan.runId, turnId: plan.turnId },
  });
  const codex = locate(plan, env, variant);
  const codexHome = env.CODEX_HOME ?? join(env.HOME ?? homedir(), ".codex");
  const resumed = plan.threadId ? await findRollout(codexHome, plan.threadId) : null;
  // A thread whose file is gone cannot be resumed; the work goes on in a fresh one, and the log says so.
  const threadId = resumed ? plan.threadId : null;
  const before = threadId ? plan.threadTotals : null;
  const live = await followUsage({ codexHome, turn, resumed, before });

  let state = { ...freshCodexState, threadId };
  let lastStderr: string | null = null;
  const filesChanged = new Set<string>();
  const notices: RunEventBody[] =
    plan.threadId && !threadId
      ? [
          {
            type: "error",
            turn,
            code: "thread_missing",
            message: `Codex no longer has thread ${plan.threadId}; a fresh one was started.`,
          },
        ]
      : [];

  async function readCodexLine(line: string): Promise<RunEventBody[] | null> {
    const result = toRunEvents(line, state, turn);
    if (!result.events) return null;
    state = result.state;
    const { changes } = result;
    const files =
      changes.length > 0 ? await toFileEvents(changes, { turn, workingDir: plan.workingDir, watch: config.watch }) : [];
    // The agent's own log is not what it was asked to change.
    const ownFolder = (path: string) => `${join(plan.workingDir, path)}/`.startsWith(`${plan.harnessFolder}/`);
    for (const file of files) if (!ownFolder(file.path)) filesChanged.add(file.path);
    const usage = state.threadId ? await live.look(state.threadId) : [];
    return [...notices.splice(0), ...result.events, ...files, ...usage];
  }

  const parser: TurnParser = {
    async read(stream, line) {
      if (stream === "stdout" && !isSentinel(line)) {
        const events = await readCodexLine(line);
        if (events) return events;
      }
      if (line.trim() === "") return null;
      if (stream === "stderr") lastStderr = cutText(line.trim(), 1_024);
      const said = sentinelUsage(toSentinelEvents(line, turn));
      state = { ...state, saidAnything: true, sentinelUsage: said ?? state.sentinelUsage };
      return null;
    },
    // Codex prints nothing but JSON lines on stdout; whatever else stands there is shown as it comes.
    holds: (stream, partial) => stream === "stdout" && /^\s*(\{|$)/.test(partial),
    passesOver(stream, lines) {
      if (stream === "stdout" ? lines.includes("{") : mayHoldSentinel(lines)) return false;
      const text = lines.toString("utf8").trim();
      if (text === "") return true;
      if (stream === "stderr") lastStderr = cutText(text.slice(text.lastIndexOf("\n") + 1).trim(), 1_024);
      state = { ...state, saidAnything: true };
      return true;
    },
  };

  return {
    command: codex.binary,
    args: codexCommandLine(plan, { threadId, flags: variant.flags?.(codex) ?? [] }),
    env: variant.env ?? {},
    input: plan.prompt,
    cliVersion: await codexVersion(codex.binary, env).catch(() => null),
    parser,
    report(end) {
      const { threadTotals } = state;
      return {
        threadId: state.threadId,
        usage: threadTotals ? usageSince(before, threadTotals) : null,
        usageRaw: state.usageRaw,
        threadTotals: threadTotals ?? before,
        lastMessage: state.lastMessage,
        ranCommands: state.ranCommands,
        saidAnything: state.saidAnything,
        filesChanged: [...filesChanged],
        opaque: false,
        failure: toCodexFailure({ ...end, turnFailed: state.turnFailed, lastError: state.lastError, lastStderr }),
        sentinelUsage: state.sentinelUsage,
      };
    },
    close: () => live.close(),
  };
}

function codexCommandLine(plan: TurnPlan, more: { threadId: string | null; flags: string[] }): string[] {
  const { config, profile } = plan;
  const [exec = "exec", ...rest] = codexArguments({
    workingDir: plan.workingDir,
    model: config.model ?? profile.model,
    reasoning: config.reasoning ?? profile.reasoning,
    approval: config.approval,
    sandbox: config.sandbox,
    addDirs: plan.addDirs,
    threadId: more.threadId,
  });
  return [exec, ...more.flags, ...rest];
}

export const codexHarness: Harness = { name: "codex", prepare: (turn) => prepareCodexTurn(turn, {}) };
