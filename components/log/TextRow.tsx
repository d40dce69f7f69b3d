/** A line of text: what a program printed, what the agent said, what happened to the run. */
import { clsx } from "clsx";
import { formatBytes, formatCount } from "#components/ui/format.ts";
import { Spans } from "./AnsiText.tsx";
import { JsonText } from "./JsonText.tsx";
import type { LogEntry } from "./logEntry.ts";
import type { TextLine } from "./logLine.ts";
import type { LogRow } from "./logRows.ts";
import { columnsOf, type RowActions } from "./rowActions.ts";
import { cutSpans } from "./cutSpans.ts";
import { RowButton } from "./RowButton.tsx";
import { RowGutter } from "./RowGutter.tsx";
import { isCut } from "./rowHeight.ts";
import type { RowMarks } from "./rowMarks.ts";
import { parseJsonLine } from "./shownJson.ts";
import { toShownSpans } from "./shownText.ts";

const tones = { plain: "text-ink", quiet: "text-ink-3", bad: "text-danger", good: "text-positive" } as const;

export type TextRowProps = {
  row: LogRow & { entry: LogEntry & { line: TextLine } };
  actions: RowActions;
  marks: RowMarks | null;
  /** Of a line in several pieces: all of it, in bytes. */
  bytes: number;
  tabStop: boolean;
};

export function TextRow({ row, actions, marks, bytes, tabStop }: TextRowProps) {
  const { entry, at, fold, open, count } = row;
  const { line } = entry;
  const cut = isCut(row);
  const output = line.tag === "out" || line.tag === "err";
  const object = output && fold === null && !line.goesOn && line.sgr === null ? parseJsonLine(line.text) : null;
  const unfolded = open && fold !== "repeat";
  const wraps = line.prose || actions.wrap || unfolded;
  const spans = cut ? cutSpans(toShownSpans(line)) : toShownSpans(line);
  return (
    <div className={clsx(columnsOf(actions.times), "pr-4 hover:bg-hover card:pr-[42px]", line.prose && "py-0.5")}>
      <RowGutter entry={entry} at={at} actions={actions} tabStop={tabStop} />
      <span className={clsx("flex min-w-0", tones[line.tone], wraps && "flex-wrap")}>
        {object && !cut ? (
          <JsonText
            object={object}
            open={open}
            raw={marks ? <Spans spans={spans} marks={marks} /> : null}
            wraps={wraps}
            onToggle={() => actions.toggleOpen(row.key)}
          />
        ) : (
          <span
            data-text
            className={clsx(
              "min-w-0 [tab-size:4]",
              wraps ? "whitespace-pre-wrap wrap-anywhere" : "truncate whitespace-pre",
              line.prose && "max-w-[76ch] font-sans text-sm tracking-normal",
            )}
          >
            <Spans spans={spans} marks={marks} />
          </span>
        )}
        {fold === "repeat" ? (
          <RowButton
            pressed={open}
            label={open ? `Fold ${formatCount(count)} equal lines` : `Show ${formatCount(count)} equal lines`}
            onClick={() => actions.toggleOpen(row.key)}
          >
            ×{formatCount(count)}
          </RowButton>
        ) : cut ? (
          <RowButton onClick={() => actions.toggleOpen(row.key)}>Show all {formatBytes(bytes)}</RowButton>
        ) : unfolded && !object && !line.goesOn ? (
          <RowButton onClick={() => actions.toggleOpen(row.key)}>Show less</RowButton>
        ) : null}
      </span>
    </div>
  );
}
