/** Any executable as a harness: the prompt on its stdin, everything it prints is plain output. */
import { TurnPreparationError } from "#server/worker/harness.ts";
import type { Harness } from "#server/worker/harness.ts";
import type { RunFailure, TokenUsage } from "#server/domain/run.ts";
import { saysAnything } from "#server/worker/output/saysAnything.ts";
import { cutMessage } from "#server/worker/telemetry/bounds.ts";
import { mayHoldSentinel, sentinelUsage, toSentinelEvents } from "#server/worker/telemetry/sentinels.ts";

function toFailure(command: string, end: { exitCode: number | null; signal: string | null }): RunFailure | null {
  if (end.exitCode === 0) return null;
  const how = end.signal ? `was ended by ${end.signal}` : `exited with code ${end.exitCode ?? "unknown"}`;
  return { code: "subprocess_exit", message: cutMessage(`${command} ${how}.`), retryable: false };
}

export const commandHarness: Harness = {
  name: "command",
  async prepare(plan) {
    const [command, ...args] = plan.profile.command ?? [];
    if (!command) {
      const message = `Profile ${plan.profile.name} names no command.`;
      throw new TurnPreparationError({ code: "spawn_error", message, retryable: false });
    }
    let usage: TokenUsage | null = null;
    let saidAnything = false;
    return {
      command,
      args,
      env: {},
      input: plan.prompt,
      cliVersion: null,
      parser: {
        async read(_stream, line) {
          if (line.trim() !== "") saidAnything = true;
          usage = sentinelUsage(toSentinelEvents(line, plan.turn)) ?? usage;
          return null;
        },
        holds: () => false,
        passesOver(_stream, lines) {
          if (mayHoldSentinel(lines)) return false;
          saidAnything ||= saysAnything(lines);
          return true;
        },
      },
      report: (end) => ({
        threadId: null,
        usage: null,
        usageRaw: null,
        threadTotals: null,
        lastMessage: null,
        ranCommands: false,
        saidAnything,
        filesChanged: [],
        opaque: true,
        failure: toFailure(command, end),
        sentinelUsage: usage,
      }),
      close: async () => {},
    };
  },
};
