/** The log of a run: virtualised rows in a well, follow mode, folding. */
"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { clsx } from "clsx";
import { ArrowDown, WrapText } from "lucide-react";
import { useMemo, useRef, useState, type RefObject } from "react";
import { Button } from "#components/ui/Button.tsx";
import { useMounted, useNow, useZone } from "#components/ui/clock.tsx";
import { formatCount, formatPlural } from "#components/ui/format.ts";
import type { BlockLine, LogLine, SkippedLine } from "./logLine.ts";
import { LogRowView, type RowActions } from "./LogRowView.tsx";
import { rowHeight, toRows, type LoadedOutput } from "./logRows.ts";
import { useFollow } from "./useFollow.ts";

const STATIC_ROWS = 200; // what a page without scripts shows: the end of the log
const OVERSCAN = 20;

export type LogViewerProps = {
  lines: readonly LogLine[];
  live: boolean;
  loaded: ReadonlyMap<number, LoadedOutput>;
  loading: ReadonlySet<number>;
  onLoad: (line: SkippedLine) => void;
  /** Said when there is no line yet. */
  nothing: string;
};

export function LogViewer({ lines, live, loaded, loading, onLoad, nothing }: LogViewerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const [wrap, setWrap] = useState(false);
  const mounted = useMounted();
  const zone = useZone();
  const now = useNow();

  const rows = useMemo(
    () => toRows(lines, { isOpen: (block) => isOpenBlock(block, toggled), loaded }),
    [lines, toggled, loaded],
  );
  const follow = useFollow(scroller, rows.length);
  const actions: RowActions = {
    zone,
    now,
    wrap,
    live,
    loading,
    onLoad,
    isOpen: (block) => isOpenBlock(block, toggled),
    onToggle: (block) => setToggled((before) => flip(before, block.n)),
  };

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-10 shrink-0 items-center gap-2 border-b border-line px-4 card:px-6">
        <span className="text-xs text-ink-3" data-testid="log-count">
          {formatPlural(lines.length, "line")}
        </span>
        <span className="flex-1" />
        <Button
          size="sm"
          kind={wrap ? "default" : "ghost"}
          aria-pressed={wrap}
          onClick={() => setWrap(!wrap)}
          className="touch:h-11"
        >
          <WrapText size={14} strokeWidth={1.5} aria-hidden /> Wrap
        </Button>
        <Button
          size="sm"
          kind={follow.following ? "default" : "ghost"}
          aria-pressed={follow.following}
          onClick={follow.following ? follow.release : follow.follow}
          className="touch:h-11"
        >
          <ArrowDown size={14} strokeWidth={1.5} aria-hidden /> {follow.following ? "Following" : "Follow"}
        </Button>
      </div>
      <div
        ref={scroller}
        role="log"
        aria-label="Log"
        aria-live={live ? "polite" : "off"}
        tabIndex={0}
        data-testid="log"
        {...follow.handlers}
        className={clsx(
          "scroller mono h-[70dvh] bg-sunken leading-5 -outline-offset-2 [overflow-anchor:none] card:h-auto card:min-h-0 card:flex-1",
          !mounted && "flex flex-col-reverse", // begins at its end, without a script
        )}
      >
        {rows.length === 0 ? (
          <p className="px-4 py-3 font-sans text-sm tracking-normal text-ink-3 card:px-6">{nothing}</p>
        ) : null}
        {mounted ? (
          <VirtualRows key={String(wrap)} rows={rows} scroller={scroller} actions={actions} />
        ) : (
          <div className="mb-auto">
            {rows.slice(-STATIC_ROWS).map((row) => (
              <LogRowView key={row.key} row={row} actions={actions} />
            ))}
          </div>
        )}
      </div>
      {follow.following || rows.length === 0 ? null : (
        <button
          type="button"
          onClick={follow.follow}
          className="absolute bottom-4 left-1/2 inline-flex h-[30px] -translate-x-1/2 items-center gap-2 rounded-full bg-ink px-3 text-xs font-medium whitespace-nowrap text-inverse shadow-(--shadow-pop) touch:h-11"
        >
          <ArrowDown size={14} strokeWidth={1.5} aria-hidden />
          {follow.fresh > 0 ? `${formatCount(follow.fresh)} new` : "To the end"}
        </button>
      )}
    </div>
  );
}

/** Failed commands stand open, all others folded, until somebody says otherwise. */
function isOpenBlock(block: BlockLine, toggled: ReadonlySet<number>): boolean {
  return toggled.has(block.n) !== (block.state === "failed");
}

function flip(set: ReadonlySet<number>, member: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(member)) next.add(member);
  return next;
}

function VirtualRows({
  rows,
  scroller,
  actions,
}: {
  rows: ReturnType<typeof toRows>;
  scroller: RefObject<HTMLDivElement | null>;
  actions: RowActions;
}) {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => sizeOf(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
  });
  return (
    <div className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        const grows = row.line.kind === "text" && (row.line.prose || actions.wrap);
        return (
          <div
            key={item.key}
            data-index={item.index}
            data-seq={row.line.seq}
            ref={grows ? virtual.measureElement : undefined}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${item.start}px)`, ...(!grows && { height: item.size }) }}
          >
            <LogRowView row={row} actions={actions} />
          </div>
        );
      })}
    </div>
  );
}

function sizeOf(row: ReturnType<typeof toRows>[number] | undefined): number {
  return row ? rowHeight(row.line) : 0;
}
