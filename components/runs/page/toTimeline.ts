/** What happened to a run as a whole: who asked for what, when turns began and ended, and how long it all took. */
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { Receipt, RunSnapshot } from "#server/domain/run.ts";
import type { RunEvent, StoredEvent } from "#server/domain/runEvents.ts";
import { formatDuration, formatMessage } from "#components/ui/format.ts";
import { toLostEntry, toNote, toRunFailure, toTurnFailure } from "#components/runs/activity/eventWords.ts";
import type { NoteIcon } from "#components/runs/activity/activityEntry.ts";

export type TimelineIcon = NoteIcon | "asked" | "turn" | "turn-end" | "interrupted" | "error" | "lost";

export type TimelineRow = {
  key: string;
  at: string;
  icon: TimelineIcon;
  title: string;
  by: string | null;
  note: string | null;
  /** What it took, or what was waited for it: "queued 4s". */
  took: string | null;
  turn: number | null;
  receipt: Receipt | null;
};

const ABOUT_THE_RUN = /^(run_|turn_(started|completed|failed)$|worker_lost$|error$)/;

/** What a timeline is made of: few of many events. */
export const isAboutRun = ({ type }: StoredEvent) => ABOUT_THE_RUN.test(type);

export function toTimeline(
  run: Pick<RunSnapshot, "createdAt" | "createdBy" | "startedAt">,
  events: readonly StoredEvent[],
): TimelineRow[] {
  const rows: TimelineRow[] = [
    {
      ...nothing,
      key: "asked",
      at: run.createdAt,
      icon: "asked",
      title: "Asked for",
      by: run.createdBy.name,
    },
  ];
  const began = new Map<number, string>();
  let pausedAt: string | null = null;
  for (const stored of events) {
    const event = isAboutRun(stored) ? toKnownEvent(stored) : null;
    if (!event) continue;
    const words = toWords(event);
    if (!words) continue;
    if (event.type === "turn_started") began.set(event.turn, event.ts);
    rows.push({
      ...nothing,
      key: String(event.seq),
      at: event.ts,
      turn: "turn" in event ? (event.turn ?? null) : null,
      ...words,
      took: toTook(event, { queuedFrom: run.createdAt, pausedAt, began }),
    });
    if (event.type === "run_paused") pausedAt = event.ts;
    if (event.type === "run_resumed") pausedAt = null;
  }
  return rows;
}

const nothing = { by: null, note: null, took: null, turn: null, receipt: null } as const;

type RowWords = Pick<TimelineRow, "icon" | "title"> & Partial<Pick<TimelineRow, "by" | "note" | "receipt">>;

/** Newer writers' fields may be missing here: what cannot be said is left out. */
function toWords(event: RunEvent): RowWords | null {
  try {
    return say(event);
  } catch {
    return { icon: "change", title: event.type };
  }
}

function say(event: RunEvent): RowWords | null {
  switch (event.type) {
    case "run_started":
      return { icon: "start", title: "A worker took it" };
    case "run_updated":
    case "run_paused":
    case "run_resumed":
    case "run_recovered":
    case "run_completed": {
      const { icon, text, by, note } = toNote(event);
      return { icon, title: text, by, note };
    }
    case "run_cancelled": {
      const { icon, text, by, note } = toNote(event);
      return { icon, title: text, by, note, receipt: event.receipt };
    }
    case "run_failed":
      return toFailure(toRunFailure(event));
    case "turn_started":
      return event.try > 1
        ? { icon: "turn", title: `Turn ${event.turn} began again, try ${event.try}` }
        : { icon: "turn", title: `Turn ${event.turn} began` };
    case "turn_completed":
      return { icon: "turn-end", title: `Turn ${event.turn} completed` };
    case "turn_failed": {
      const failure = toFailure(toTurnFailure(event));
      return event.error.code === "interrupted" ? { ...failure, icon: "interrupted" } : failure;
    }
    case "worker_lost":
      return { ...toFailure(toLostEntry(event)), icon: "lost" };
    case "error":
      return { icon: "error", title: "Error", note: formatMessage(event.message) };
    default:
      return null;
  }
}

const toFailure = (failure: { title: string; message: string }): RowWords => ({
  icon: "error",
  title: failure.title,
  note: formatMessage(failure.message) || null,
});

function toTook(
  event: RunEvent,
  since: { queuedFrom: string; pausedAt: string | null; began: ReadonlyMap<number, string> },
): string | null {
  const from = (at: string | null | undefined) =>
    at ? formatDuration(Math.max(0, Date.parse(event.ts) - Date.parse(at)), { fine: true }) : null;
  switch (event.type) {
    case "run_started":
      return `queued ${from(since.queuedFrom)}`;
    case "run_resumed": {
      const paused = from(since.pausedAt);
      return paused && `paused ${paused}`;
    }
    case "turn_completed":
      return formatDuration(event.durationMs, { fine: true });
    case "turn_failed":
      return from(since.began.get(event.turn));
    case "run_completed":
    case "run_failed":
    case "run_cancelled":
      return `${from(since.queuedFrom)} in all`;
    default:
      return null;
  }
}
