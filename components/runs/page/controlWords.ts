/** What a click on a control is answered with: what happens now, or why nothing does. Loaded with the first click. */
import { toKnownEvent } from "#server/domain/knownEvent.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import type { PauseMode, RunAction, RunStatus } from "#server/domain/runStatus.ts";
import type { useTRPCClient } from "#components/shell/trpc.ts";
import { formatDuration } from "#components/ui/format.ts";
import { statusLookOf } from "#components/runs/runStatusLook.ts";

export type ControlClick = { action: RunAction; mode?: PauseMode };
export type Words = { title: string; text: string };

/** `status` is the one that the click led to. */
export function toDoneWords(
  click: ControlClick,
  status: RunStatus,
  run: Pick<RunSnapshot, "currentTurn" | "pause" | "status">,
): Words {
  const turn = run.currentTurn > 0 ? `turn ${run.currentTurn}` : "this turn";
  switch (click.action) {
    case "pause":
      if (status === "paused") return { title: "Paused", text: "It holds no worker until it is resumed." };
      return click.mode === "now"
        ? { title: "Pausing now", text: `Turn ${run.currentTurn} is interrupted; Resume begins it again.` }
        : { title: `Pausing after ${turn}`, text: "Resume takes it back." };
    case "resume":
      if (run.status === "pausing") return { title: "It goes on", text: "The pause is taken back." };
      return {
        title: "Resumed",
        text: run.pause?.reason === "budget" ? "With a fifth more budget." : "It goes on when a worker is free.",
      };
    case "stop":
      return status === "completed"
        ? { title: "Stopped here", text: "No further turn is started." }
        : { title: `Stops after ${turn}`, text: "The turn finishes first." };
    case "cancel":
      return status === "cancelled"
        ? { title: "Cancelled", text: "No process of it was running." }
        : { title: "Cancelling", text: "Every process of the turn is being ended." };
  }
}

const LAST_EVENTS = 20; // of them one says who was faster

/** Somebody or something was faster: the end of the log says who. */
export async function readRefusedText(
  { runId, status, lastSeq }: RunSnapshot,
  { client, clickedAt }: { client: ReturnType<typeof useTRPCClient>; clickedAt: number },
): Promise<string> {
  const events = await client.runs.eventsPage
    .query({ runId, after: Math.max(0, lastSeq - LAST_EVENTS), limit: LAST_EVENTS })
    .then((page) => page.events)
    .catch(() => []);
  return toRefusedText(status, { events, clickedAt });
}

/** Who, what, by how much. */
export function toRefusedText(status: RunStatus, facts: { events: readonly StoredEvent[]; clickedAt: number }): string {
  const event = facts.events.findLast(({ type }) => type.startsWith("run_") && type !== "run_recovered");
  const deed = event ? toDeed(event) : null;
  if (!event || !deed) return `It is ${statusLookOf(status).label.toLowerCase()} by now. Nothing was changed.`;
  const before = facts.clickedAt - Date.parse(event.ts);
  return `${deed} ${before < 1_000 ? "just" : formatDuration(before)} before you. Nothing was changed.`;
}

const changes: Partial<Record<RunStatus, string>> = { pausing: "paused", cancelling: "cancelled", running: "resumed" };

function toDeed(stored: StoredEvent): string | null {
  const event = toKnownEvent(stored);
  switch (event?.type) {
    case "run_cancelled":
      return `${event.receipt.by.name} cancelled it`;
    case "run_completed":
      return "It completed";
    case "run_failed":
      return "It failed";
    case "run_paused":
      return event.actor.kind === "system" ? "It paused" : `${event.actor.name} paused it`;
    case "run_resumed":
      return `${event.actor.name} resumed it`;
    case "run_updated": {
      const did = event.changed.includes("stopAfterTurn") ? "asked it to stop" : changes[event.status];
      return did ? `${event.actor.name} ${did}${did.endsWith("ed") ? " it" : ""}` : null;
    }
    default:
      return null;
  }
}
