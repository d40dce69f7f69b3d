/** A click on Pin or Unpin: sends it, has the run read again, and says what came of it. */
import type { RunSnapshot } from "#server/domain/run.ts";
import { toCallError } from "#components/shell/callError.ts";
import { sayToast } from "#components/shell/toasts.ts";
import type { useTRPCClient } from "#components/shell/trpc.ts";

export type PinDoors = { client: ReturnType<typeof useTRPCClient>; reread: () => Promise<void> };

export async function pinRun(
  { runId, pinned }: Pick<RunSnapshot, "runId" | "pinned">,
  { client, reread }: PinDoors,
): Promise<void> {
  try {
    // The message comes with the mark.
    await client.runs.pin.mutate({ runId, pinned: !pinned }).finally(reread);
    sayToast(
      pinned
        ? { title: "Unpinned", text: "Its log is kept as long as those of its project." }
        : { title: "Pinned", text: "Its log is kept, however old it gets." },
    );
  } catch (error) {
    sayToast({ title: pinned ? "Not unpinned" : "Not pinned", text: toCallError(error).message, tone: "danger" });
  }
}
