/** A run as the fields of its `meta` hash: strings, null as "null", never the value of an env variable. */
import type { RunSnapshot } from "#server/domain/run.ts";

/** Without `rev` and `lastSeq`, which never go back and are therefore set by the script that compares them. */
export function toMeta(run: RunSnapshot): Record<string, string> {
  const { config, stats, completion, error } = run;
  const fields = {
    status: run.status,
    createdAt: run.createdAt,
    updatedAt: run.updatedAt,
    epicId: run.epicId,
    streamKey: run.streamKey,
    config: JSON.stringify(config),
    model: config.model,
    reasoning: config.reasoning,
    approval: config.approval,
    sandbox: config.sandbox,
    loopDelaySec: config.loopDelaySec,
    maxTurns: run.maxTurns,
    pid: run.pid,
    workerId: run.workerId,
    workerStartedAt: run.workerStartedAt,
    currentTurn: run.currentTurn,
    "stats.turns": stats.turns,
    "stats.tokens": stats.tokens,
    "completion.pattern": completion.pattern,
    "completion.scanTailLines": completion.scanTailLines,
    "completion.detected": completion.detected,
    "completion.line": completion.line,
    "error.code": error?.code ?? null,
    "error.message": error?.message ?? null,
    "error.retryable": error?.retryable ?? null,
  };
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}
