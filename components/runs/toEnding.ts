/** How a stop went, in a sentence: `Stopped in 2.1s, nothing left running.` */
import type { Receipt } from "#server/domain/run.ts";
import { formatDuration } from "#components/ui/format.ts";

export function toEnding(receipt: Receipt): string {
  const took = Date.parse(receipt.endedAt) - Date.parse(receipt.requestedAt);
  const left = receipt.left.length === 0 ? "nothing left running" : `${receipt.left.length} left running`;
  return `Stopped in ${formatDuration(Math.max(0, took), { fine: true })}, ${left}.`;
}
