/** One row of the log: gutter, time, tag, content. */
import { clsx } from "clsx";
import { Check, ChevronDown, ChevronRight, Layers, X } from "lucide-react";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatPlural,
  formatTimeOfDay,
  formatTokens,
  type Zone,
} from "#components/ui/format.ts";
import { AnsiText } from "./AnsiText.tsx";
import { visibleText } from "./ansi.ts";
import type { BlockLine, GapLine, SkippedLine, TextLine, TurnLine } from "./logLine.ts";
import type { LogRow } from "./logRows.ts";

export type RowActions = {
  zone: Zone;
  now: number;
  wrap: boolean;
  /** False once the run has settled: what still looks busy is not. */
  live: boolean;
  isOpen: (block: BlockLine) => boolean;
  onToggle: (block: BlockLine) => void;
  onLoad: (line: SkippedLine) => void;
  loading: ReadonlySet<number>;
};

export function LogRowView({ row: { line, number }, actions }: { row: LogRow; actions: RowActions }) {
  switch (line.kind) {
    case "turn":
      return <TurnHead line={line} actions={actions} />;
    case "block":
      return <BlockHead line={line} number={number} actions={actions} />;
    case "skipped":
      return <SkippedRow line={line} actions={actions} />;
    case "gap":
      return <GapRow line={line} />;
    case "text":
      return <TextRow line={line} number={number} actions={actions} />;
  }
}

type Numbered<Line> = { line: Line; number: number; actions: RowActions };

const columns =
  "grid grid-cols-[48px_minmax(0,1fr)] card:grid-cols-[64px_74px_46px_minmax(0,1fr)] pr-4 card:pr-6 hover:bg-hover";

function Gutter({ line, number, zone }: { line: TextLine | BlockLine; number: number; zone: Zone }) {
  const { tag } = line;
  return (
    <>
      <span className="pr-2 text-right text-ink-3 select-none card:pr-3.5">{number}</span>
      <span className="hidden text-ink-3 select-none card:block">{formatTimeOfDay(line.ts, zone)}</span>
      <span className={clsx("hidden select-none card:block", tag === "err" ? "text-danger" : "text-ink-3")}>{tag}</span>
    </>
  );
}

const tones = { plain: "text-ink", quiet: "text-ink-3", bad: "text-danger", good: "text-positive" } as const;

function TextRow({ line, number, actions }: Numbered<TextLine>) {
  const terminal = line.tag === "out" || line.tag === "err";
  const wraps = line.prose || actions.wrap;
  return (
    <div className={clsx(columns, line.prose && "py-0.5", line.block !== null && "bg-inset")}>
      <Gutter line={line} number={number} zone={actions.zone} />
      <span
        className={clsx(
          "min-w-0 [tab-size:4]",
          tones[line.tone],
          wraps ? "break-words whitespace-pre-wrap" : "truncate whitespace-pre",
          line.prose && "max-w-[76ch] font-sans text-sm tracking-normal",
          line.block !== null && "pl-4.5",
        )}
      >
        {terminal ? <AnsiText line={line.text} start={line.sgr} /> : visibleText(line.text)}
      </span>
    </div>
  );
}

function TurnHead({ line, actions }: { line: TurnLine; actions: RowActions }) {
  const running = line.state === "running" && actions.live;
  const ms = running ? actions.now - Date.parse(line.ts) : line.durationMs;
  return (
    <div
      data-turn={line.turn}
      className="flex h-8 items-center gap-2 border-y border-line bg-surface px-4 font-sans text-sm tracking-normal whitespace-nowrap card:px-6"
    >
      <h3 className="font-medium">Turn {line.turn}</h3>
      {line.try > 1 ? <span className="text-ink-3">try {line.try}</span> : null}
      <span className="truncate text-xs text-ink-3">
        {running ? "running since" : "started"} {formatTimeOfDay(line.ts, actions.zone)}
      </span>
      <span className="ml-auto inline-flex shrink-0 items-center gap-3 text-xs text-ink-3">
        {line.tokens !== undefined ? (
          <span>{line.tokens === null ? "tokens unknown" : `${formatTokens(line.tokens)} tokens`}</span>
        ) : null}
        {line.state === "failed" ? <span className="text-danger">{line.note || "failed"}</span> : null}
        <span className={clsx("inline-flex items-center gap-1.5", running && "text-signal-text")}>
          {running ? <StatusIcon status="running" /> : null}
          {line.state === "running" && !actions.live ? "did not end" : formatDuration(ms, { fine: true })}
        </span>
      </span>
    </div>
  );
}

function BlockHead({ line, number, actions }: Numbered<BlockLine>) {
  const running = line.state === "running" && actions.live;
  const open = actions.isOpen(line) && line.inside > 0;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <div className={clsx(columns, "h-[26px] items-center", line.state === "failed" && "bg-danger/6")}>
      <Gutter line={line} number={number} zone={actions.zone} />
      <button
        type="button"
        disabled={line.inside === 0}
        aria-expanded={open}
        onClick={() => actions.onToggle(line)}
        className="flex h-full min-w-0 items-center gap-1.5 text-left"
      >
        <Chevron size={14} strokeWidth={1.5} aria-hidden className={line.inside === 0 ? "invisible" : "text-ink-3"} />
        {line.tag === "cmd" ? <span className="text-ink-3 select-none">$</span> : null}
        <span className="min-w-0 truncate text-ink">{visibleText(line.title.replace(/\s*\n\s*/g, " ⏎ "))}</span>
        <span className="ml-auto inline-flex shrink-0 items-center gap-3 pl-3 font-sans text-xs tracking-normal text-ink-3">
          {line.inside > 0 ? <span className="hidden card:inline">{formatPlural(line.inside, "line")}</span> : null}
          <Ending line={line} running={running} now={actions.now} />
        </span>
      </button>
    </div>
  );
}

function Ending({ line, running, now }: { line: BlockLine; running: boolean; now: number }) {
  if (running)
    return (
      <span className="inline-flex items-center gap-1.5 text-signal-text">
        <StatusIcon status="running" /> running {formatDuration(now - Date.parse(line.ts))}
      </span>
    );
  if (line.tag !== "cmd") return null;
  const bad = line.state === "failed";
  const said =
    line.exitCode !== null
      ? `exit ${line.exitCode}`
      : bad
        ? "did not end well"
        : line.state === "running"
          ? "did not end"
          : "done";
  return (
    <>
      <span className={clsx("inline-flex items-center gap-1", bad && "text-danger")}>
        {bad ? (
          <X size={13} strokeWidth={2} aria-hidden />
        ) : (
          <Check size={13} strokeWidth={2} className="text-positive" aria-hidden />
        )}
        {said}
      </span>
      {line.durationMs !== null ? <span>{formatDuration(line.durationMs, { fine: true })}</span> : null}
    </>
  );
}

function SkippedRow({ line, actions }: { line: SkippedLine; actions: RowActions }) {
  const loading = actions.loading.has(line.n);
  return (
    <div className="hatched flex h-[26px] items-center gap-2 px-4 font-sans text-xs tracking-normal text-ink-3 card:pl-[184px]">
      <Layers size={14} strokeWidth={1.5} aria-hidden />
      <span className="min-w-0 truncate">
        <b className="font-medium text-ink-2">{formatBytes(line.bytes)}</b> of {line.stream} skipped in the live feed.
        Stored in full.
      </span>
      <button
        type="button"
        className="text-signal-text hover:underline disabled:text-ink-4"
        disabled={loading}
        onClick={() => actions.onLoad(line)}
      >
        {loading ? "Loading…" : "Load"}
      </button>
    </div>
  );
}

const gapReasons = {
  retention: "they were older than this server keeps",
  redis_lost: "Redis lost them before they were archived",
} as const;

function GapRow({ line }: { line: GapLine }) {
  return (
    <div className="hatched flex h-[26px] items-center gap-2 px-4 font-sans text-xs tracking-normal text-warning card:pl-[184px]">
      <span className="min-w-0 truncate">
        {line.from === line.to
          ? `Event ${formatCount(line.from)} is`
          : `Events ${formatCount(line.from)} to ${formatCount(line.to)} are`}{" "}
        gone: {gapReasons[line.reason]}.
      </span>
    </div>
  );
}
