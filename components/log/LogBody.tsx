/** The well that the log is read in: the rows that are seen, the clicks on them, and the ruler beside them. */
"use client";

import type { VirtualItem } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { useMemo, type ComponentProps, type Ref, type RefObject } from "react";
import { useMounted } from "#components/ui/clock.tsx";
import { countLinesOfTurn, type LogEntries } from "./logEntries.ts";
import type { LogRow, LogRows } from "./logRows.ts";
import { LogRowView } from "./LogRowView.tsx";
import { LogRuler } from "./LogRuler.tsx";
import { LogTurns } from "./LogTurns.tsx";
import type { FoundRange } from "./lineAddress.ts";
import type { RowActions } from "./rowActions.ts";
import { growsAtWill, isCut } from "./rowHeight.ts";
import { marksOf } from "./rowMarks.ts";
import { toTicks } from "./rulerTicks.ts";
import type { Hits } from "./scanLog.ts";
import { tabStopOf } from "./tabStop.ts";
import { useCoarse } from "./useCoarse.ts";
import { useLogWindow, type LogPlace, type Target } from "./useLogWindow.ts";
import { byteLength } from "./byteLength.ts";

const STATIC_ROWS = 200; // what a page without scripts shows: the end of the log

export type LogBodyProps = {
  entries: LogEntries;
  rows: LogRows;
  actions: RowActions;
  closed: ReadonlySet<number>;
  loading: ReadonlySet<number>;
  following: boolean;
  search: { hits: Hits; current: number };
  /** Where something went wrong, of what is shown. */
  failures: readonly number[];
  picked: FoundRange | null;
  cursor: number | null;
  target: Target | null;
  scroller: RefObject<HTMLDivElement | null>;
  place: Ref<LogPlace>;
  /** Said when there is no line. */
  nothing: string;
  handlers: ComponentProps<"div">;
};

export function LogBody(props: LogBodyProps) {
  const { entries, rows, actions, search, picked, cursor, scroller, following } = props;
  const { live, wrap } = actions;
  const mounted = useMounted();
  const coarse = useCoarse();
  const look = { wrap, coarse };
  const target = mounted ? props.target : null; // what was drawn without scripts cannot be scrolled by row
  const { virtual, startOf } = useLogWindow(scroller, { rows, look, following, target, place: props.place });
  const items = mounted ? virtual.getVirtualItems() : [];
  const total = virtual.getTotalSize();
  const drawn = mounted ? items.flatMap(({ index }) => rows.list[index] ?? []) : rows.list.slice(-STATIC_ROWS);
  const tabStop = tabStopOf(drawn, { cursor, top: rows.list[virtual.range?.startIndex ?? 0]?.at ?? 0 });
  const { hits, failures } = useTicks(props, { startOf, total });

  const viewOf = (row: LogRow) => (
    <LogRowView
      row={row}
      actions={actions}
      marks={marksOf(search, row.at)}
      picked={picked !== null && row.at >= picked.from && row.at <= picked.to}
      cursor={cursor === row.at}
      tabStop={row.at === tabStop}
      loading={row.entry.line.kind === "skipped" && props.loading.has(row.entry.line.n)}
      {...(row.entry.line.kind === "turn" && {
        lines: countLinesOfTurn(entries, entries.heads.indexOf(row.at)),
        open: !props.closed.has(row.entry.line.n),
      })}
      {...(isCut(row) && { bytes: byteLength(entries.list, row) })}
    />
  );
  const drawRow = (item: VirtualItem, from: number) => {
    const row = rows.list[item.index];
    if (!row) return null;
    const grows = growsAtWill(row, look);
    return (
      <div
        key={row.key}
        data-index={item.index}
        data-at={row.at}
        data-seq={row.entry.line.seq}
        ref={grows ? virtual.measureElement : undefined}
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
          <div aria-live="off" className="relative" style={{ height: total }}>
            <LogTurns
              rows={rows}
              items={items}
              startOf={startOf}
              endOf={(row) => virtual.measurementsCache[row]?.end ?? 0}
              renderHead={(row) => {
                const head = rows.list[row];
                return head ? <div data-at={head.at}>{viewOf(head)}</div> : null;
              }}
              renderRow={drawRow}
            />
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

/** Drawn anew when rows, hits or their places change; not while somebody scrolls. */
function useTicks(
  { rows, search: { hits }, failures }: LogBodyProps,
  { startOf, total }: { startOf: (row: number) => number; total: number },
) {
  return useMemo(() => {
    const places = { rowOf: rows.rowOf, startOf, total };
    return { hits: toTicks(hits.at, places), failures: toTicks(failures, places) };
    // `startOf` is another one each time and says the same as long as `total` does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, hits, failures, total]);
}
