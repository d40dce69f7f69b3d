/** The marks of the strip as one picture: each is a link to its run; those that go on are lines to now. */
"use client";

import { useRouter } from "next/navigation";
import { memo, type MouseEvent } from "react";
import { StripHead, stripLook } from "./StripHead.tsx";
import type { StripMark } from "./stripMarks.ts";

export const PLOT_TOP = 14; // the highest mark
export const PLOT_BASE = 66;
const LEAST = 5; // a run of a second is still a mark

export const markHeight = (mark: StripMark) => Math.max(LEAST, mark.y * (PLOT_BASE - PLOT_TOP));

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** Redrawn when a mark moves, not each second. */
export const StripPlot = memo(function StripPlot({
  marks,
  search,
  shown,
  onShow,
}: {
  marks: readonly StripMark[];
  /** What a link to a run carries. */
  search: string;
  /** The run that is pointed at. */
  shown: string | null;
  onShow: (runId: string | null) => void;
}) {
  const router = useRouter();
  const open = (click: MouseEvent, href: string) => {
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.button !== 0) return;
    click.preventDefault();
    router.push(href);
  };
  return (
    <svg width="100%" height={PLOT_BASE + 4} className="block overflow-visible fill-none stroke-current" aria-hidden>
      <line x1="0" x2="100%" y1={PLOT_TOP} y2={PLOT_TOP} className="text-line-faint" />
      <line
        x1="0"
        x2="100%"
        y1={(PLOT_TOP + PLOT_BASE) / 2}
        y2={(PLOT_TOP + PLOT_BASE) / 2}
        className="text-line-faint"
      />
      <line x1="-26" x2="100%" y1={PLOT_BASE} y2={PLOT_BASE} className="text-line-strong" />
      <line x1="100%" x2="100%" y1="4" y2={PLOT_BASE} strokeDasharray="2 2" className="text-signal-mark" />
      {marks.map((mark) => {
        const y = PLOT_BASE - markHeight(mark);
        const href = `/runs/${mark.run.runId}${search}`;
        const active = mark.kind === "active";
        return (
          <a
            key={mark.run.runId}
            href={href}
            tabIndex={-1}
            onClick={(click) => open(click, href)}
            onPointerEnter={() => onShow(mark.run.runId)}
            onPointerLeave={() => onShow(null)}
            className={`${stripLook(mark.kind).color} ${shown === mark.run.runId ? "[&_.stem]:opacity-100" : ""}`}
          >
            {active ? (
              <g className="stem opacity-80" strokeWidth="1.25">
                {mark.from > 0 ? <line x1={percent(mark.from)} x2={percent(mark.from)} y1={PLOT_BASE} y2={y} /> : null}
                <line x1={percent(mark.from)} x2={percent(mark.x)} y1={y} y2={y} />
                <line x1={percent(mark.from)} x2={percent(mark.x)} y1={y} y2={y} stroke="transparent" strokeWidth="7" />
              </g>
            ) : null}
            <svg x={percent(mark.x)} y={y} overflow="visible">
              {active ? null : <line y1={PLOT_BASE - y} y2="3" strokeWidth="1.25" className="stem opacity-35" />}
              <circle r="8" fill="transparent" stroke="none" />
              <StripHead kind={mark.kind} />
            </svg>
          </a>
        );
      })}
    </svg>
  );
});
