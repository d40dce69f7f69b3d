/** Where the log has less than there was: output that the live feed left out, and events that are gone. */
import { clsx } from "clsx";
import { formatBytes, formatCount } from "#components/ui/format.ts";
import { Layers } from "#components/ui/icons.tsx";
import type { LogEntry } from "./logEntry.ts";
import type { GapLine, SkippedLine } from "./logLine.ts";
import { columnsOf, type RowActions } from "./rowActions.ts";
import { RowGutter } from "./RowGutter.tsx";

type Props = { at: number; actions: RowActions; tabStop: boolean };

export function SkippedRow({
  entry,
  loading,
  ...rest
}: Props & { entry: LogEntry & { line: SkippedLine }; loading: boolean }) {
  const { line } = entry;
  return (
    <div className={clsx(columnsOf(rest.actions.times), "h-[26px] items-center pr-4 hatched max-card:h-11 touch:h-11")}>
      <RowGutter entry={entry} {...rest} />
      <span className="flex h-full min-w-0 items-center gap-2 font-sans text-xs tracking-normal text-ink-3">
        <Layers size={14} strokeWidth={1.5} aria-hidden className="shrink-0 max-card:hidden" />
        <span data-text className="min-w-0 truncate">
          <b className="font-medium text-ink-2">{formatBytes(line.bytes)}</b> of {line.stream} skipped in the live feed.
          Stored.
        </span>
        <button
          type="button"
          disabled={loading}
          data-load={rest.at}
          className="h-full shrink-0 px-1 text-signal-text -outline-offset-2 hover:underline disabled:text-ink-4"
        >
          {loading ? "Loading…" : "Load"}
        </button>
      </span>
    </div>
  );
}

const gapReasons = {
  retention: "they were older than this server keeps",
  redis_lost: "Redis lost them before they were archived",
} as const;

export function GapRow({ line, actions }: { line: GapLine; actions: RowActions }) {
  const one = line.from === line.to;
  return (
    <div className={clsx(columnsOf(actions.times), "h-[26px] items-center pr-4 hatched")}>
      <span data-text className="-col-end-1 min-w-0 truncate font-sans text-xs tracking-normal text-warning">
        {one ? `Event ${formatCount(line.from)} is` : `Events ${formatCount(line.from)} to ${formatCount(line.to)} are`}{" "}
        gone: {Object.hasOwn(gapReasons, line.reason) ? gapReasons[line.reason] : String(line.reason)}.
      </span>
    </div>
  );
}
