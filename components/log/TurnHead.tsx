/** The head of a turn: folds its lines, says how it ended and what it took. Stays at the top while they are shown. */
import { clsx } from "clsx";
import { toFailureWord } from "#components/runs/failureWords.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { formatDuration, formatPlural, formatTimeOfDay, formatTokens } from "#components/ui/format.ts";
import { Check, ChevronDown, ChevronRight, X } from "#components/ui/icons.tsx";
import { Elapsed } from "./Elapsed.tsx";
import type { TurnLine } from "./logLine.ts";
import type { RowActions } from "./rowActions.ts";

export function TurnHead({
  line,
  lines,
  open,
  actions,
}: {
  line: TurnLine;
  /** How many it has so far. */
  lines: number;
  open: boolean;
  actions: Pick<RowActions, "live" | "zone" | "toggleTurn">;
}) {
  const running = line.state === "running" && actions.live;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div
      data-turn={line.turn}
      className="relative flex h-8 items-center gap-2 border-y border-line bg-surface px-4 font-sans text-sm tracking-normal whitespace-nowrap has-hover:bg-[color-mix(in_oklab,var(--surface),var(--text-1)_3%)] max-card:h-11 card:pr-[42px] card:pl-5.5 touch:h-11"
    >
      <h2 className="shrink-0 font-medium">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => actions.toggleTurn(line.n)}
          className="flex h-8 items-center gap-2 -outline-offset-2 after:absolute after:inset-0 max-card:h-11 touch:h-11"
        >
          <Chevron size={14} strokeWidth={1.5} aria-hidden className="text-ink-3" />
          <span data-text>Turn {line.turn}</span>
        </button>
      </h2>
      {line.try > 1 ? <span className="text-ink-3">try {line.try}</span> : null}
      <span className="truncate text-xs text-ink-3 max-card:hidden">
        {running ? "running since" : "started"} {formatTimeOfDay(line.ts, actions.zone)}
      </span>
      {/* Each has room for what it grows to, so that none pushes another. */}
      <span className="ml-auto inline-flex min-w-0 items-center gap-3.5 text-xs text-ink-3">
        <span className="min-w-[104px] max-card:hidden">
          {formatPlural(lines, "line")}
          {running ? " so far" : null}
        </span>
        <span className="min-w-[92px] max-card:hidden">
          {line.tokens === undefined
            ? null
            : line.tokens === null
              ? "tokens unknown"
              : `${formatTokens(line.tokens)} tokens`}
        </span>
        <span className="inline-flex min-w-[132px] items-center gap-3.5">
          <Ending line={line} running={running} />
        </span>
      </span>
    </div>
  );
}

function Ending({ line, running }: { line: TurnLine; running: boolean }) {
  if (running)
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-signal-text">
        <StatusIcon status="running" /> <Elapsed since={line.ts} />
      </span>
    );
  if (line.state === "running" || line.state === "lost") return <span>did not end</span>;
  const stopped = line.note === "interrupted"; // by somebody, not by a fault
  const failed = line.state === "failed" && !stopped;
  const Icon = failed ? X : Check;
  return (
    <>
      <span className={clsx("inline-flex min-w-0 items-center gap-1", failed && "text-danger")}>
        {stopped ? null : (
          <Icon size={13} strokeWidth={2} aria-hidden className={clsx("shrink-0", !failed && "text-positive")} />
        )}
        <span className="truncate">{endingOf(line)}</span>
      </span>
      {line.durationMs !== null ? <span>{formatDuration(line.durationMs, { fine: true })}</span> : null}
    </>
  );
}

function endingOf({ state, ending, note }: TurnLine): string {
  if (state === "completed") return "completed";
  if (note === "interrupted") return note;
  return [ending, toFailureWord(note)].filter(Boolean).join(", ") || "failed";
}
