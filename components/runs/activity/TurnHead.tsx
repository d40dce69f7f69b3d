/** Where a turn begins: its number, what it was given, and once it is over how long it took. */
"use client";

import { formatBytes, formatDuration, formatTokens } from "#components/ui/format.ts";
import { useActivityActions } from "./activityActions.ts";
import type { TurnEntry } from "./activityEntry.ts";
import { Running } from "./Running.tsx";
import { threadOf } from "./threadOf.ts";

export function TurnHead({ entry, live }: { entry: TurnEntry; live: boolean }) {
  const { turns, onShowPrompt } = useActivityActions();
  const { turn } = entry;
  const about = [
    entry.try > 1 ? `try ${entry.try}` : null,
    threadOf(turns, turn ?? 0),
    entry.promptBytes === null ? null : `prompt ${formatBytes(entry.promptBytes)}`,
  ].filter((part) => part !== null);
  return (
    <div className="flex flex-wrap items-baseline gap-x-2">
      <h3 className="font-medium">Turn {turn} started</h3>
      {about.length > 0 ? <span className="text-ink-3">{about.join(", ")}</span> : null}
      {turn !== null && entry.promptBytes !== null ? (
        <button
          type="button"
          onClick={() => onShowPrompt(turn)}
          className="text-signal-text hover:underline max-card:-my-3 max-card:py-3 touch:-my-3 touch:py-3"
        >
          Show prompt
        </button>
      ) : null}
      <span className="inline-flex h-[19px] items-center gap-1 text-xs text-ink-3 card:ml-auto">
        <TurnEnd entry={entry} live={live} />
      </span>
    </div>
  );
}

function TurnEnd({ entry, live }: { entry: TurnEntry; live: boolean }) {
  if (entry.state === "running" && live) return <Running since={entry.ts} verb="running" />;
  if (entry.state === "running" || entry.state === "lost") return "did not end";
  const parts = [formatDuration(entry.durationMs, { fine: true })];
  if (entry.tokens !== undefined)
    parts.push(entry.tokens === null ? "tokens unknown" : `${formatTokens(entry.tokens)} tokens`);
  return (
    <>
      {entry.state === "failed" ? <span className="font-medium text-danger">failed after</span> : null}
      {entry.state === "stopped" ? "interrupted after" : null}
      {parts.join(" · ")}
    </>
  );
}
