/** A command on a run that a worker holds moves the row alone; the holder sees it, acts, and writes the event. */
import type { ActionEffect, RunStatus } from "#server/domain/runStatus.ts";
import type { Transaction } from "#server/store/records/database.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import { asked, type Control } from "./control.ts";
import { recordNow } from "#server/store/records/recordClock.ts";

export async function moveHeldRun(
  tx: Transaction,
  row: RunRow,
  { control, effect }: { control: Control; effect: Exclude<ActionEffect, { refused: unknown }> },
): Promise<{ status: RunStatus; held: true; claim: number; resumed: boolean }> {
  const status = effect.to ?? (row.status as RunStatus);
  const answer = { status, held: true as const, claim: row.claim, resumed: false };
  // Asking again for what is under way changes nothing, and the receipt keeps the first who asked.
  if (effect.repeated && !effect.interrupts) return answer;
  const at = recordNow();
  await tx.run.update({
    where: { id: row.id },
    data: {
      status,
      controlRev: { increment: 1 },
      rev: { increment: 1 },
      updatedAt: at,
      controlActor: control.actor,
      controlAt: at,
      ...(effect.stopAfterTurn ? { stopAfterTurn: true } : {}),
      ...asked(control),
    },
  });
  return answer;
}
