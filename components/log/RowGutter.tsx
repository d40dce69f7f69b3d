/** Number, time and tag of a row: cannot be selected, so that only the text is copied. The number is a link to its line. */
import { clsx } from "clsx";
import { formatDuration, formatTimeOfDay } from "#components/ui/format.ts";
import { formatAddress } from "./lineAddress.ts";
import type { LogEntry } from "./logEntry.ts";
import type { BlockLine, SkippedLine, TextLine } from "./logLine.ts";
import type { RowActions } from "./rowActions.ts";

export type GutterProps = {
  entry: LogEntry & { line: TextLine | BlockLine | SkippedLine };
  at: number;
  actions: Pick<RowActions, "times" | "zone">;
  /** The one number that the tab key reaches. */
  tabStop: boolean;
};

export function RowGutter({ entry: { line, number }, at, actions: { times, zone }, tabStop }: GutterProps) {
  const tag = line.kind === "skipped" ? (line.stream === "stdout" ? "out" : "err") : line.tag;
  const goesOn = line.kind === "text" && line.goesOn;
  return (
    <>
      <span className="pr-2 text-right text-ink-3 select-none card:pr-3.5">
        {goesOn ? null : (
          <>
            <a
              href={`?tab=log&line=${formatAddress(line)}`}
              data-line={at}
              tabIndex={tabStop ? 0 : -1}
              aria-label={`Line ${number}`}
              className="-my-1 inline-block min-w-6 py-1 hover:text-signal-text hover:underline max-card:hidden touch:hidden"
            >
              {number}
            </a>
            <span data-line={at} className="hidden max-card:inline touch:inline">
              {number}
            </span>
          </>
        )}
      </span>
      {times === "off" ? null : (
        <span className="hidden text-ink-3 select-none card:block">
          {goesOn ? null : times === "clock" ? formatTimeOfDay(line.ts, zone) : sinceTurn(line)}
        </span>
      )}
      <span
        className={clsx(
          "truncate select-none",
          tag === "err" ? "text-danger" : tag === "cmd" ? "text-ink-2" : "text-ink-3",
        )}
      >
        {goesOn ? null : tag}
      </span>
    </>
  );
}

function sinceTurn({ ts, within }: TextLine | BlockLine | SkippedLine): string {
  return within ? `+${formatDuration(Date.parse(ts) - Date.parse(within.ts), { fine: true })}` : "";
}
