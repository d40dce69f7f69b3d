/** Some lines of a passage: each as a terminal shows it, blank until its text is here. */
import { clsx } from "clsx";
import { useSyncExternalStore } from "react";
import { parseAnsi } from "#server/domain/ansi.ts";
import { lastDrawn } from "#server/domain/terminalText.ts";
import { formatBytes } from "#components/ui/format.ts";
import { Spans } from "./AnsiText.tsx";
import { comparePlaces, type LogEntry, type Place } from "./logEntry.ts";
import type { PassageLine } from "./logLine.ts";
import { lineKey, type Page } from "./logPages.ts";
import { columnsOf, type RowActions } from "./rowActions.ts";
import { cutSpans } from "./cutSpans.ts";
import { RowButton } from "./RowButton.tsx";
import { GutterCells } from "./RowGutter.tsx";
import { lineLook } from "./rowLook.ts";
import { SHOWN_CHARS } from "./rowHeight.ts";
import type { RowMarks } from "./rowMarks.ts";
import { toPrintedText } from "./storedText.ts";
import type { StoredLine, StoredLines } from "./storedLines.ts";

export type PassagePageProps = {
  entry: LogEntry & { line: PassageLine };
  at: number;
  page: Page;
  stored: StoredLines;
  actions: RowActions;
  /** Lines that somebody unfolded, by name. */
  opened: ReadonlySet<number | string>;
  marksOf: (place: Place) => RowMarks | null;
  picked: { from: Place; to: Place } | null;
  cursor: Place | null;
  tabStop: boolean;
};

export function PassagePage(props: PassagePageProps) {
  const { entry, at, page, stored, actions, opened, picked, cursor } = props;
  useSyncExternalStore(stored.subscribe, stored.version, () => 0);
  return Array.from({ length: page.to - page.from }, (_, index) => {
    const place = { at, nth: page.from + index };
    const key = lineKey(entry.key, place.nth);
    const marks = props.marksOf(place);
    return (
      <div
        key={key}
        data-at={at}
        data-nth={place.nth}
        className={lineLook({
          picked: picked !== null && comparePlaces(picked.from, place) <= 0 && comparePlaces(place, picked.to) <= 0,
          cursor: cursor !== null && comparePlaces(cursor, place) === 0,
          found: marks !== null,
        })}
      >
        <StoredRow
          passage={entry.line}
          line={stored.line(entry.line, entry.line.line + place.nth)}
          place={place}
          number={entry.number + place.nth}
          actions={actions}
          marks={marks}
          open={opened.has(key)}
          name={key}
          tabStop={props.tabStop && index === 0}
        />
      </div>
    );
  });
}

function StoredRow(props: {
  passage: PassageLine;
  line: StoredLine | undefined;
  place: Place;
  number: number;
  actions: RowActions;
  marks: RowMarks | null;
  open: boolean;
  name: string;
  tabStop: boolean;
}) {
  const { passage, line, place, actions, marks, open } = props;
  const text = line ? toPrintedText(passage, line) : "";
  const isLong = line !== undefined && line.bytes > SHOWN_CHARS && text.length > SHOWN_CHARS;
  const wraps = actions.wrap || open;
  const { spans } = parseAnsi(lastDrawn(text));
  const rest = line ? line.bytes - line.text.length : 0;
  return (
    <div className={clsx(columnsOf(actions.times), "min-h-5 pr-4 hover:bg-hover card:pr-[42px]")}>
      <GutterCells
        place={place}
        number={props.number}
        address={line ? { turn: passage.turn, stream: passage.stream, offset: line.offset } : null}
        time=""
        tag={passage.stream === "stdout" ? "out" : "err"}
        times={actions.times}
        tabStop={props.tabStop}
      />
      <span className={clsx("flex min-w-0 text-ink", wraps && "flex-wrap")}>
        <span
          data-text
          aria-busy={line === undefined}
          className={clsx(
            "min-w-0 [tab-size:4]",
            wraps ? "whitespace-pre-wrap wrap-anywhere" : "truncate whitespace-pre",
            line === undefined && "my-1.5 h-2 w-40 rounded-sm bg-active",
          )}
        >
          <Spans spans={isLong && !open ? cutSpans(spans) : spans} marks={marks} />
        </span>
        {isLong ? (
          <RowButton onClick={() => actions.toggleOpen(props.name)}>
            {open ? "Show less" : `Show all ${formatBytes(line.bytes)}`}
          </RowButton>
        ) : null}
        {open && rest > text.length ? (
          <span className="ml-2 font-sans text-xs tracking-normal text-ink-3">
            The rest of the line is in the stored output.
          </span>
        ) : null}
      </span>
    </div>
  );
}
