/** Brings what a child prints into the log and the record while it prints it. */
import { OUTPUT_TRY_MIN_BYTES } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { appendOutputChunk, outputEnd } from "#server/store/records/outputStore.ts";
import { untilDone } from "#server/store/untilDone.ts";
import { outputRedactor } from "./output/outputRedactor.ts";
import { openSpool, type SpoolEnd } from "./output/spool.ts";
import { turnOutput } from "./output/turnOutput.ts";
import type { Child } from "./process/childProcess.ts";
import { spoolFolder } from "./spoolFolder.ts";
import { turnSecrets } from "./turnSecrets.ts";
import type { WatchedTurn } from "./watchedTurn.ts";

/** The pipeline: bytes → redaction → spool → lines → harness and sentinels → throttle → log. */
export async function recordOutput(turn: WatchedTurn, child: Child): Promise<void> {
  const { plan } = turn.planned;
  // Tries of one turn continue each other's output; a first try asks nobody.
  const isFirst = turn.planned.try === 1;
  const startOf = (stream: "stdout" | "stderr") =>
    isFirst
      ? { bytes: 0, lines: 0 }
      : untilDone("find the end of the output", turn.recorder.lost, () =>
          outputEnd(plan.runId, { turn: plan.turn, stream }),
        );
  const startsAt = { stdout: await startOf("stdout"), stderr: await startOf("stderr") };
  const spool = await openSpool({
    folder: spoolFolder(),
    runId: plan.runId,
    turn: plan.turn,
    claim: turn.claim,
    maxBytes: Math.max(
      OUTPUT_TRY_MIN_BYTES,
      env().CODI_OUTPUT_MAX_BYTES - startsAt.stdout.bytes - startsAt.stderr.bytes,
    ),
    startsAt,
    store: appendOutputChunk,
  });
  // Whoever took the run over has stored what lay there: a spool that came after that would be stored unsaid.
  if ((await turn.recorder.standsUntil()) === null) return spool.discard();
  try {
    const events = turnOutput(child.chunks, {
      turn: plan.turn,
      redactor: redactorFor(turn),
      spool,
      parse: turn.prepared.parser,
    });
    for await (const body of events) await turn.recorder.record(body);
  } finally {
    // Of a lost run nothing more is taken: what is left stays on disk for whoever holds it now.
    const ends = await spool.close({ signal: turn.recorder.lost });
    if (!turn.recorder.lost.aborted) await stateLoss(turn, ends);
  }
}

/** A cut between stored bytes shows in the output itself; one that nothing follows would look like its end. */
async function stateLoss({ planned, recorder }: WatchedTurn, ends: SpoolEnd): Promise<void> {
  for (const stream of ["stdout", "stderr"] as const) {
    const { bytes, cut } = ends[stream];
    if (!cut || cut.from + cut.bytes < bytes) continue;
    const message = `The last ${cut.bytes} bytes of ${stream} could not be stored: the worker's disk did not take them.`;
    await recorder.record({ type: "error", turn: planned.plan.turn, code: "output_not_stored", message });
  }
}

export function redactorFor({ planned: { plan, profile } }: WatchedTurn) {
  const secrets = turnSecrets(plan);
  // Codex's own log names the account that it runs under.
  return (stream: "stdout" | "stderr") =>
    outputRedactor({ secrets, personal: profile.harness === "codex" && stream === "stderr" });
}
