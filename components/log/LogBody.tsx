/** The well that the log is read in: the rows that are seen, the clicks on them, and the ruler beside them. */
"use client";

import { clsx } from "clsx";
import { lazy, Suspense, useMemo, type ComponentProps, type Ref, type RefObject } from "react";
import { useMounted } from "#components/ui/clock.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { countLinesOfTurn, type LogEntries } from "./logEntries.ts";
import { comparePlaces, type Place } from "./logEntry.ts";
import { placeOfHit, type Hits } from "./logHits.ts";
import type { PassageLine } from "./logLine.ts";
import type { LogRow, LogRows, LogView } from "./logRows.ts";
import { LogRowView } from "./LogRowView.tsx";
import { LogRuler } from "./LogRuler.tsx";
import { LogTurns } from "./LogTurns.tsx";
import type { FoundRange } from "./lineAddress.ts";
import type { RowActions } from "./rowActions.ts";
import { growsAtWill, isCut } from "./rowHeight.ts";
import { marksOf } from "./rowMarks.ts";
import type { DrawnRow } from "./rowWindow.ts";
import { toTicks } from "./rulerTicks.ts";
import type { StoredOutput } from "./storedOutput.ts";
import { tabStopOf } from "./tabStop.ts";
import { useCoarse } from "./useCoarse.ts";
import { useInView } from "./useInView.ts";
import { useLogWindow, type LogPlace, type Target } from "./useLogWindow.ts";
import type { SkippedOutput } from "./useSkippedOutput.ts";
import { byteLength } from "./byteLength.ts";

/** Few logs have stored lines that are not here. */
const PassagePage = lazy(() => import("./PassagePage.tsx").then((module) => ({ default: module.PassagePage })));

const STATIC_ROWS = 200; // what a page without scripts shows: the end of the log

export type LogBodyProps = {
  entries: LogEntries;
  rows: LogRows;
  actions: RowActions;
  view: Pick<LogView, "closed" | "opened">;
  skipped: SkippedOutput;
  stored: StoredOutput | null;
  following: boolean;
  search: { hits: Hits; current: number };
  /** Where something went wrong, of what is shown. */
  failures: readonly number[];
  picked: FoundRange | null;
  cursor: Place | null;
  target: Target | null;
  scroller: RefObject<HTMLDivElement | null>;
  place: Ref<LogPlace>;
  /** Said when there is no line. */
  nothing: string;
  handlers: ComponentProps<"div">;
};

const isPicked = (picked: FoundRange | null, place: Place) =>
  picked !== null && comparePlaces(picked.from, place) <= 0 && comparePlaces(place, picked.to) <= 0;

export function LogBody(props: LogBodyProps) {
  const { entries, rows, actions, view, search, stored, skipped, picked, cursor, scroller, following } = props;
  const { live, wrap } = actions;
  const mounted = useMounted();
  const coarse = useCoarse();
  const look = { wrap, coarse };
  const target = mounted ? props.target : null; // what was drawn without scripts cannot be scrolled by row
  const { shown, items, total, startOf, topOf, near, content, height } = useLogWindow(scroller, {
    ...{ rows, look, following, target },
    place: props.place,
  });
  const drawn = mounted ? items.flatMap(({ index }) => rows.list[index] ?? []) : rows.list.slice(-STATIC_ROWS);
  const first = shown.rowAtTop(shown.scroller()?.scrollTop ?? 0);
  const top = rows.list[first]?.at ?? 0;
  const tabStop = tabStopOf(drawn, { cursor: cursor?.at ?? null, top });
  const { hits, failures } = useTicks(props, { topOf, total });
  useInView(mounted ? drawn : [], { stored, load: skipped.error === null ? skipped.load : null });

  const viewOf = (row: LogRow) => {
    const { entry, at, page } = row;
    const { line } = entry;
    if (line.kind === "passage") {
      if (!page) return null;
      if (!mounted || !stored) return page.from === 0 ? <StaticPassage line={line} /> : null;
      return (
        <Suspense>
          <PassagePage
            entry={{ ...entry, line }}
            marksOf={(place) => marksOf(search, place)}
            opened={view.opened}
            tabStop={row.key === tabStop}
            stored={stored.lines}
            {...{ at, page, actions, picked, cursor }}
          />
        </Suspense>
      );
    }
    const place = { at, nth: 0 };
    return (
      <LogRowView
        row={row}
        actions={actions}
        marks={marksOf(search, place)}
        picked={isPicked(picked, place)}
        cursor={cursor?.at === at}
        tabStop={row.key === tabStop}
        loading={line.kind === "skipped" && skipped.loading.has(line.n)}
        {...(line.kind === "turn" && {
          lines: countLinesOfTurn(entries, entries.heads.indexOf(at)),
          open: !view.closed.has(line.n),
        })}
        {...(isCut(row) && { bytes: byteLength(entries.list, row) })}
      />
    );
  };
  const drawRow = (item: DrawnRow, from: number) => {
    const row = rows.list[item.index];
    if (!row) return null;
    const grows = growsAtWill(row, look);
    return (
      <div
        key={row.key}
        data-index={item.index}
        data-at={row.page ? undefined : row.at}
        data-seq={row.entry.line.seq}
        ref={grows ? shown.observe : undefined}
        className="absolute inset-x-0 top-0"
        style={{ transform: `translateY(${item.start - from}px)`, ...(!grows && { height: item.size }) }}
      >
        {viewOf(row)}
      </div>
    );
  };

  return (
    <>
      <div
        ref={scroller}
        role="log"
        aria-label="Log"
        aria-live={live ? "polite" : "off"}
        tabIndex={0}
        {...props.handlers}
        className={clsx(
          "mono min-w-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain leading-5 -outline-offset-2 [overflow-anchor:none] [will-change:transform] card:[scrollbar-width:none]",
          !mounted && "flex flex-col-reverse", // begins at its end, without a script
        )}
      >
        {rows.list.length === 0 ? (
          <p className="px-4 py-3 font-sans text-sm tracking-normal text-ink-3 card:px-6">{props.nothing}</p>
        ) : null}
        {/* Rows come and go with scrolling: what is new is said elsewhere, once in a while. */}
        {mounted ? (
          <div aria-live="off" className="relative" style={{ height }}>
            <div ref={content} className="absolute inset-x-0">
              <LogTurns
                rows={rows}
                items={items}
                startOf={startOf}
                endOf={(row) => startOf(row + 1)}
                near={near}
                renderHead={(row) => {
                  const head = rows.list[row];
                  return head ? <div data-at={head.at}>{viewOf(head)}</div> : null;
                }}
                renderRow={drawRow}
              />
            </div>
          </div>
        ) : (
          <div className="mb-auto">
            {drawn.map((row) => (
              <div key={row.key}>{viewOf(row)}</div>
            ))}
          </div>
        )}
      </div>
      <LogRuler scroller={scroller} hits={hits} failures={failures} />
    </>
  );
}

/** What a page without scripts says of lines whose text it does not have. */
function StaticPassage({ line }: { line: PassageLine }) {
  return (
    <p className="px-4 py-1 font-sans text-xs tracking-normal text-ink-3 card:px-6">
      {formatPlural(line.lines, "line")} of {line.stream}, stored.
    </p>
  );
}

/** Drawn anew when rows, hits or their places change; not while somebody scrolls. */
function useTicks(
  { rows, search: { hits }, failures }: LogBodyProps,
  { topOf, total }: { topOf: (place: Place) => number; total: number },
) {
  return useMemo(
    () => ({
      hits: toTicks(hits.at.length, { topOf: (index) => topOf(placeOfHit(hits, index)), total }),
      failures: toTicks(failures.length, { topOf: (index) => topOf({ at: failures[index] ?? 0, nth: 0 }), total }),
    }),
    // `topOf` is another one each time and says the same as long as `total` does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [rows, hits, failures, total],
  );
}
