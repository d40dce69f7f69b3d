/** The head of something that folds: a command with its exit and its time, or a log with its tail. */
import { clsx } from "clsx";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { formatDuration, formatPlural } from "#components/ui/format.ts";
import { Check, ChevronDown, ChevronRight, Copy, X } from "#components/ui/icons.tsx";
import { Spans } from "./AnsiText.tsx";
import { Elapsed } from "./Elapsed.tsx";
import type { LogEntry } from "./logEntry.ts";
import type { BlockLine } from "./logLine.ts";
import { isOpenBlock } from "./logRows.ts";
import { columnsOf, type RowActions } from "./rowActions.ts";
import { RowGutter } from "./RowGutter.tsx";
import type { RowMarks } from "./rowMarks.ts";
import { commandLine } from "./shownText.ts";

export type BlockRowProps = {
  entry: LogEntry & { line: BlockLine };
  at: number;
  actions: RowActions;
  marks: RowMarks | null;
  tabStop: boolean;
};

export function BlockRow({ entry, at, actions, marks, tabStop }: BlockRowProps) {
  const { line } = entry;
  const running = line.state === "running" && actions.live;
  const open = line.inside > 0 && isOpenBlock(line, actions);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div
      className={clsx(
        columnsOf(actions.times),
        "group h-[26px] items-center pr-1 hover:bg-hover max-card:h-11 card:pr-2.5 touch:h-11",
        line.state === "failed" && "bg-danger/5",
        running && "bg-signal-soft",
      )}
    >
      <RowGutter entry={entry} at={at} actions={actions} tabStop={tabStop} />
      <span className="-ml-1.5 flex h-full min-w-0 items-center card:-ml-5">
        <button
          type="button"
          disabled={line.inside === 0}
          aria-expanded={open}
          onClick={() => actions.toggleBlock(line.n)}
          className="flex h-full min-w-0 flex-1 items-center gap-1.5 text-left -outline-offset-2"
        >
          <Chevron
            size={14}
            strokeWidth={1.5}
            aria-hidden
            className={clsx("shrink-0 text-ink-3", line.inside === 0 && "invisible")}
          />
          {line.tag === "cmd" ? <span className="mr-0.5 text-ink-3 select-none max-card:hidden">$</span> : null}
          <span data-text className="min-w-0 truncate font-medium whitespace-pre text-ink">
            <Spans spans={[{ text: commandLine(line.title), sgr: null }]} marks={marks} />
          </span>
          <span className="ml-auto inline-flex shrink-0 items-center gap-3.5 pl-4 font-sans text-xs tracking-normal text-ink-3 select-none">
            {line.inside > 0 ? <span className="max-card:hidden">{formatPlural(line.inside, "line")}</span> : null}
            {running ? (
              <span className="inline-flex items-center gap-1.5 font-medium text-signal-text">
                <StatusIcon status="running" /> running <Elapsed since={line.ts} />
              </span>
            ) : line.tag === "cmd" ? (
              <Ending line={line} />
            ) : null}
          </span>
        </button>
        <button
          type="button"
          data-copy={at}
          aria-label="Copy the command and its output"
          title="Copy the command and its output"
          className="ml-1 inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-3 opacity-0 group-hover:opacity-100 hover:bg-hover hover:text-ink focus-visible:opacity-100 max-card:size-11 max-card:opacity-100 touch:size-11 touch:opacity-100"
        >
          <Copy size={14} strokeWidth={1.5} aria-hidden />
        </button>
      </span>
    </div>
  );
}

function Ending({ line }: { line: BlockLine }) {
  if (line.state === "running" || line.state === "lost") return <span>did not end</span>;
  const bad = line.state === "failed";
  return (
    <>
      <span className={clsx("inline-flex items-center gap-1", bad && "text-danger")}>
        {bad ? (
          <X size={13} strokeWidth={2} aria-hidden />
        ) : (
          <Check size={13} strokeWidth={2} className="text-positive" aria-hidden />
        )}
        {line.exitCode !== null ? `exit ${line.exitCode}` : bad ? "did not end well" : "done"}
      </span>
      {line.durationMs !== null ? <span>{formatDuration(line.durationMs, { fine: true })}</span> : null}
    </>
  );
}
