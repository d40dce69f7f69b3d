/** Number, time and tag of a row: cannot be selected, so that only the text is copied. The number is a link to its line. */
import { clsx } from "clsx";
import { formatDuration, formatTimeOfDay } from "#components/ui/format.ts";
import { formatAddress, type LineAddress } from "./lineAddress.ts";
import type { LogEntry, Place } from "./logEntry.ts";
import type { BlockLine, LogTag, SkippedLine, TextLine } from "./logLine.ts";
import type { RowActions } from "./rowActions.ts";

type Line = TextLine | BlockLine | SkippedLine;

export type GutterProps = {
  entry: LogEntry & { line: Line };
  at: number;
  actions: Pick<RowActions, "times" | "zone">;
  /** The one number that the tab key reaches. */
  tabStop: boolean;
};

export function RowGutter({ entry: { line, number }, at, actions: { times, zone }, tabStop }: GutterProps) {
  const tag = line.kind === "skipped" ? (line.stream === "stdout" ? "out" : "err") : line.tag;
  if (line.kind === "text" && line.goesOn)
    return <GutterCells place={null} number={number} address={null} time="" tag={null} {...{ times, tabStop }} />;
  const time = times === "clock" ? formatTimeOfDay(line.ts, zone) : sinceTurn(line);
  return <GutterCells place={{ at, nth: 0 }} address={line} {...{ number, time, tag, times, tabStop }} />;
}

export function GutterCells(props: {
  /** null: it continues the line before, and has no number of its own. */
  place: Place | null;
  number: number;
  /** null: nobody knows it yet. */
  address: LineAddress | null;
  time: string;
  tag: LogTag | null;
  times: RowActions["times"];
  tabStop: boolean;
}) {
  const { place, number, address, time, tag, times, tabStop } = props;
  const named = place && { "data-line": place.at, ...(place.nth > 0 && { "data-nth": place.nth }) };
  return (
    <>
      <span className="pr-2 text-right text-ink-3 select-none card:pr-3.5">
        {named ? (
          <>
            <a
              href={address ? `?tab=log&line=${formatAddress(address)}` : undefined}
              {...named}
              tabIndex={tabStop ? 0 : -1}
              aria-label={`Line ${number}`}
              className="-my-1 inline-block min-w-6 py-1 hover:text-signal-text hover:underline max-card:hidden touch:hidden"
            >
              {number}
            </a>
            <span {...named} className="hidden max-card:inline touch:inline">
              {number}
            </span>
          </>
        ) : null}
      </span>
      {times === "off" ? null : <span className="hidden text-ink-3 select-none card:block">{time}</span>}
      <span
        className={clsx(
          "truncate select-none",
          tag === "err" ? "text-danger" : tag === "cmd" ? "text-ink-2" : "text-ink-3",
        )}
      >
        {tag}
      </span>
    </>
  );
}

function sinceTurn({ ts, within }: Line): string {
  return within ? `+${formatDuration(Date.parse(ts) - Date.parse(within.ts), { fine: true })}` : "";
}
