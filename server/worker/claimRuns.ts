/** The claim loop: as long as a slot is free, take the next due run; a wake makes it immediate, a look makes it certain. */
import { CLAIM_LOOK_MS } from "#server/domain/limits.ts";
import { logger } from "#server/logger.ts";
import { wakes } from "#server/store/live/wake.ts";
import { redisRunId } from "#server/store/live/redis.ts";
import { lastControlId } from "#server/store/live/runControl.ts";
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
};

export function claimRuns({ claimant, slots, signal, shutdown }: Options): Holding {
  const held = new Map<string, Promise<void>>();
  let looking: Promise<void> | null = null;
  let again = false;

  async function takeAll(): Promise<void> {
    while (held.size < slots && !signal.aborted) {
      const serverId = await redisRunId().catch(() => null);
      const run = await claimDueRun({ ...claimant, redisRunId: serverId });
      if (!run) return;
      // A control that comes from here on rings; the hold reads its row anew before it listens, so it has what came before.
      const controlsAfter = await lastControlId(run.id).catch(() => "0-0");
      const hold = holdClaimed(run, { shutdown, controlsAfter }).finally(() => {
        held.delete(run.id);
        look();
      });
      held.set(run.id, hold);
    }
  }

  /** One look at a time; one that is asked for meanwhile follows. */
  function look(): void {
    again = true;
    looking ??= (async () => {
      while (again && !signal.aborted) {
        again = false;
        await takeAll().catch((error: unknown) => logger.warn({ error: String(error) }, "cannot claim"));
      }
      looking = null;
    })();
  }

  void (async () => {
    for await (const _ of wakes({ everyMs: CLAIM_LOOK_MS, signal })) look();
  })();

  return {
    isMine: (runId) => held.has(runId),
    async ended() {
      await looking;
      while (held.size > 0) await Promise.all(held.values());
    },
  };
}
