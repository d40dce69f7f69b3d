/** What a row and a card both say about a run: its activity, turn, tokens and files; what is not known is a word. */
"use client";

import { clsx } from "clsx";
import { needsPerson } from "#server/domain/pauseReasons.ts";
import type { RunSummary } from "#server/domain/run.ts";
import { formatPlural, formatTokens, NONE, UNKNOWN } from "#components/ui/format.ts";
import { createElement } from "react";
import { toActivityIcon } from "./activityIcons.ts";
import { toActivityText } from "./activityWords.ts";
import { Age, Queued, Until } from "./RunTimes.tsx";

/** It goes on only when a person does something. */
export const needsYou = (run: RunSummary) => run.status === "paused" && needsPerson(run.pause?.reason ?? "manual");

export function ActivityText({ run, icon = true }: { run: RunSummary; icon?: boolean }) {
  const text = toActivityText(run);
  return (
    <span className="flex min-w-0 items-center gap-[7px]" title={text}>
      {icon
        ? createElement(toActivityIcon(run), {
            size: 14,
            strokeWidth: 1.5,
            "aria-hidden": true,
            className: clsx(
              "shrink-0",
              run.status === "running" && !run.waiting ? "text-status-running" : "text-ink-3",
            ),
          })
        : null}
      <bdi className="min-w-0 truncate">{text}</bdi>
    </span>
  );
}

export function ActivityAge({ run }: { run: RunSummary }) {
  if (run.status === "queued")
    return (
      <span className="text-ink-3">
        waiting <Queued run={run} />
      </span>
    );
  if (run.waiting?.until)
    return (
      <span className="text-ink-3">
        goes on <Until at={run.waiting.until} />
      </span>
    );
  if (run.status === "paused" && run.pause?.resumeAt)
    return (
      <span className="text-ink-3">
        goes on <Until at={run.pause.resumeAt} />
      </span>
    );
  return (
    <span className={run.status === "running" && !run.waiting ? "text-signal-text" : "text-ink-3"}>
      <Age at={run.lastActivity.at} />
    </span>
  );
}

/** The turn's digits have the room of the limit's, and of two, so that the tenth turn moves nothing and rows line up. */
export function TurnCount({ run }: { run: RunSummary }) {
  const digits = Math.max(2, String(run.maxTurns ?? "").length);
  return (
    <>
      <span className="inline-block text-right" style={{ minWidth: `${digits}ch` }}>
        {run.currentTurn || NONE}
      </span>{" "}
      <span className="text-ink-3">
        <span aria-hidden>/ </span>
        <span className="sr-only">of </span>
        {run.maxTurns ?? "∞"}
      </span>
    </>
  );
}

export function turnNote(run: RunSummary): string | null {
  if (run.currentTurn === 0) return "not started";
  return run.stopAfterTurn && run.settledAt === null ? "the last one" : null;
}

/** How much of a limit is used: a thin line, decoration beside the number that says it. */
export function Meter({ share, className }: { share: number; className?: string }) {
  const used = Math.min(1, Math.max(0, share));
  return (
    <span aria-hidden className={clsx("block h-[3px] overflow-hidden rounded-full bg-active", className)}>
      <span
        className={clsx("block h-full rounded-full", used >= 0.9 ? "bg-warning" : "bg-ink-2")}
        style={{ width: `${used * 100}%` }}
      />
    </span>
  );
}

export function TurnMeter({ run, className }: { run: RunSummary; className?: string }) {
  if (!run.maxTurns || run.currentTurn === 0) return null;
  return (
    <span aria-hidden className={clsx("block h-[3px] overflow-hidden rounded-full bg-active", className)}>
      <span
        className={clsx("block h-full rounded-full", run.settledAt === null ? "bg-signal-mark" : "bg-strip")}
        style={{ width: `${Math.min(1, run.currentTurn / run.maxTurns) * 100}%` }}
      />
    </span>
  );
}

export const tokensText = (run: RunSummary) => (run.currentTurn === 0 ? NONE : formatTokens(run.stats.tokens));

export function tokensNote(run: RunSummary): string | null {
  const { tokens, turnsUnknown } = run.stats;
  return turnsUnknown > 0 && tokens !== null ? `${turnsUnknown} unknown` : null;
}

/** Nothing was seen to change, and nobody could have seen it: that is not "0 files". */
export function filesText(run: RunSummary): string {
  if (run.currentTurn === 0) return NONE;
  if (run.stats.filesChanged === 0 && run.outcome !== "no-op" && run.outcome !== "empty")
    return run.outcome === "unknown" ? UNKNOWN : NONE;
  return formatPlural(run.stats.filesChanged, "file");
}

/** Lines of the changed files; they may be unknown where the files are not. */
export function LinesChanged({ run }: { run: RunSummary }) {
  const { linesAdded, linesRemoved } = run.stats;
  if (linesAdded === null || linesRemoved === null) return null;
  return (
    <span className="mono text-2xs">
      <span className="text-positive">+{linesAdded}</span> <span className="text-danger">−{linesRemoved}</span>
    </span>
  );
}
