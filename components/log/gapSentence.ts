/** What stands where events of a log are gone: which numbers, and why. */
import type { Gap } from "#server/domain/run.ts";
import { formatCount } from "#components/ui/format.ts";

/** Numbers are given out in blocks: of those that were lost with Redis not every one was an event. */
const reasons = {
  retention: "they are kept no longer",
  redis_lost: "Redis lost what there was of them",
} as const satisfies Record<Gap["reason"], string>;

export function toGapSentence({ from, to, reason }: Gap): string {
  const which = from === to ? `Event ${formatCount(from)} is` : `Events ${formatCount(from)} to ${formatCount(to)} are`;
  const why: string | undefined = reasons[reason]; // of a newer server perhaps another one
  return `${which} gone: ${why ?? String(reason)}.`;
}
