/** A page of a log whose old output comes without its text, as a lean subscription would tell it. */
import { LEAN_KEPT_EVENTS } from "#server/domain/limits.ts";
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { Gap } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { leanLog } from "#server/store/leanLog.ts";
import { readEventsPage } from "#server/store/runHistory.ts";

/** `next` is the last seq that the page covers, passages and gaps included. */
export type LeanPage = { events: StoredEvent[]; passages: OutputPassage[]; gaps: Gap[]; next: number };

export async function readLeanPage(
  runId: string,
  { after, limit, lastSeq }: { after: number; limit: number; lastSeq: number },
): Promise<LeanPage> {
  const { events, gaps, next } = await readEventsPage(runId, { after, limit });
  const page: LeanPage = { events: [], passages: [], gaps, next };
  async function* log() {
    yield { kind: "events" as const, events };
  }
  for await (const frame of leanLog(log(), { runId, upTo: lastSeq - LEAN_KEPT_EVENTS })) {
    if (frame.kind === "events") page.events.push(...frame.events);
    else if (frame.kind === "passage") page.passages.push(frame.passage);
  }
  return events.length === limit ? withoutEnd(page) : page;
}

/** Output at the end of a full page is the beginning of a passage as soon as more is read: the next page has it. */
function withoutEnd(page: LeanPage): LeanPage {
  const last = page.passages.at(-1)?.to ?? Infinity;
  const behind = page.events.filter(({ seq }) => seq > last);
  const isOutput = behind.every(({ type }) => type === "subprocess_output" || type === "output_skipped");
  if (behind.length === 0 || !isOutput) return page;
  const events = page.events.filter(({ seq }) => seq < last);
  return { ...page, events, gaps: page.gaps.filter(({ from }) => from < last), next: last };
}
