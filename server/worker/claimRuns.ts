/** The claim loop: as long as a slot is free, take the next due run; a wake makes it immediate, a look makes it certain. */
import { CLAIM_LOOK_MS } from "#server/domain/limits.ts";
import { wakes } from "#server/store/live/wake.ts";
import { redisRunId } from "#server/store/live/redis.ts";
import { lastControlId } from "#server/store/live/runControl.ts";
import { warnThrottled } from "#server/store/live/warnThrottled.ts";
import { type Claimant, claimDueRun } from "#server/store/records/runClaim.ts";
import { holdClaimed } from "./holdClaimed.ts";

export type Holding = {
  isMine(runId: string): boolean;
  /** Settles when every hold has ended. */
  ended(): Promise<void>;
};

type Options = {
  claimant: Omit<Claimant, "redisRunId">;
  slots: number;
  /** Aborted: take nothing more. */
  signal: AbortSignal;
  /** Aborted: let go of what is held. */
  shutdown: AbortSignal;
  /** Aborted: and do it now. */
  hurry: AbortSignal;
};

export function claimRuns({ claimant, slots, signal, shutdown, hurry }: Options): Holding {
  // By claim: a released run may be due again, and claimed, while its last hold still closes.
  const held = new Map<string, { runId: string; hold: Promise<void> }>();
  let looking: Promise<void> | null = null;
  let again = false;

  async function takeAll(): Promise<void> {
    while (held.size < slots && !signal.aborted) {
      const serverId = await redisRunId().catch(() => null);
      const run = await claimDueRun({ ...claimant, redisRunId: serverId });
      if (!run) return;
      const controlsAfter = await lastControlId(run.id).catch(() => "0-0");
      const key = `${run.id} ${run.claim}`;
      const hold = holdClaimed(run, { shutdown, hurry, controlsAfter }).finally(() => {
        held.delete(key);
        look();
      });
      held.set(key, { runId: run.id, hold });
    }
  }

  /** One look at a time; one that is asked for meanwhile follows. */
  function look(): void {
    again = true;
    looking ??= (async () => {
      while (again && !signal.aborted) {
        again = false;
        await takeAll().catch((error: unknown) => warnThrottled("cannot claim", { error: String(error) }));
      }
      looking = null;
    })();
  }

  void (async () => {
    for await (const _ of wakes({ everyMs: CLAIM_LOOK_MS, signal })) look();
  })();

  return {
    isMine: (runId) => [...held.values()].some((one) => one.runId === runId),
    async ended() {
      await looking;
      while (held.size > 0) await Promise.all([...held.values()].map(({ hold }) => hold));
    },
  };
}
