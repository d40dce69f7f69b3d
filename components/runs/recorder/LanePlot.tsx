/** The turns of the recorder as columns, the wait of now, and the axis below; many turns scroll inside it. */
"use client";

import { clsx } from "clsx";
import { useState } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { LaneAxis } from "./LaneAxis.tsx";
import { nextTurn } from "./nowWords.ts";
import { NextColumn, WaitingColumn } from "./NextColumn.tsx";
import { Hairlines, NoTurn, PageButton } from "./PlotFrame.tsx";
import { along, stretch, usePlotRoom, type Room } from "./plotRoom.ts";
import { spread, toColumnScale, waitCap, type ColumnScale } from "./recorderScale.ts";
import type { RecorderTurn } from "./recorderTurns.ts";
import { shownTurns } from "./shownTurns.ts";
import { TurnColumn } from "./TurnColumn.tsx";
import { toPieces } from "./turnBlocks.ts";

export type PlotProps = {
  run: RunSnapshot;
  turns: readonly RecorderTurn[];
  /** Now, or when the run ended. */
  end: number;
  scope: number | null;
  strip: boolean;
  card: { turn: number; id: string } | null;
  onScrolled: () => void;
};

export function LanePlot({ run, turns, end, scope, strip, card, onScrolled }: PlotProps) {
  const [until, setUntil] = useState<number | null>(null);
  const [visited, setVisited] = useState<number | null>(null);
  const { plot, room } = usePlotRoom();
  const { shown, earlier, later } = shownTurns(turns, { until, scope });
  const last = turns.at(-1) ?? null;
  const isNow = last !== null && later === 0 && !isSettled(run.status);

  const cap = waitCap(turns.map((turn) => (turn.to ?? end) - turn.from));
  const scales = shown.map((turn) => toColumnScale(toPieces(turn, end), cap));
  const waited =
    isNow && last.to ? toColumnScale([{ from: last.to, to: Math.max(end, last.to + 1), waits: true }], cap) : null;
  const axis = waited ? [...scales, waited] : scales;
  const columns = toColumns(axis, room);
  const tokensMax = Math.max(0, ...turns.map((turn) => turn.tokens ?? 0));
  const tabbable = [visited, scope, last?.turn].find((turn) => shown.some((one) => one.turn === turn));

  const waiting = columns.at(-1) ?? NOWHERE;
  const place = clsx("absolute top-0 left-0", strip ? "bottom-0" : "bottom-[22px]");

  return (
    <div
      role="group"
      aria-label="Turns, the newest last"
      onScroll={onScrolled}
      onFocus={(event) => {
        const { turn } = event.target.dataset;
        if (turn) setVisited(Number(turn));
      }}
      // In reverse, so that it opens at its newest end and stays there.
      className="scroller flex flex-row-reverse overflow-y-hidden border-x border-line-faint"
    >
      <div
        ref={plot}
        className={clsx(
          "@container relative w-full min-w-(--least) shrink-0 [--page:24px] max-card:[--column:44px] touch:[--column:44px] touch:[--page:44px]",
          turns.length < 100 ? "[--column:16px]" : "[--column:26px]", // the digits of a number fit
          earlier > 0 ? "[--before:var(--page)]" : "[--before:0px]",
          later > 0 ? "[--after:var(--page)]" : isNow ? "[--after:40px]" : "[--after:0px]",
          strip ? "h-[34px]" : "h-[148px]",
        )}
        style={{ "--least": `calc(${axis.length} * var(--column) + 64px)` } as Record<string, string>}
      >
        {strip ? null : <Hairlines />}
        {earlier > 0 ? (
          <PageButton
            label={`Show the turns before ${shown[0]?.turn}`}
            onClick={() => setUntil((shown[0]?.turn ?? 2) - 1)}
          >
            ‹
          </PageButton>
        ) : null}
        {shown.map((turn, index) => {
          const { from, width } = columns[index] ?? NOWHERE;
          return (
            <span key={turn.turn} style={stretch(from, width)} className={place}>
              <TurnColumn
                turn={turn}
                end={turn.to ?? end}
                cap={scales[index]?.breaks.length ? cap : Infinity}
                px={2 ** Math.ceil(Math.log2(Math.max(1, width * room.width)))}
                tokensMax={tokensMax}
                strip={strip}
                first={index === 0 && earlier === 0}
                pressed={turn.turn === scope}
                tabbable={turn.turn === tabbable}
                describedBy={turn.turn === card?.turn ? card.id : undefined}
              />
            </span>
          );
        })}
        {later > 0 ? (
          <PageButton label="Show the newest turns" last onClick={() => setUntil(Infinity)}>
            ›
          </PageButton>
        ) : null}
        {waited ? (
          <span aria-hidden style={stretch(waiting.from, waiting.width)} className={place}>
            <WaitingColumn scale={waited} strip={strip} turn={nextTurn(run, last)} />
          </span>
        ) : null}
        {isNow ? (
          <span aria-hidden style={{ translate: along(1) }} className={`${place} w-10`}>
            <NextColumn turn={last.to === null && mayGoOn(run, last) ? last.turn + 1 : null} strip={strip} />
          </span>
        ) : null}
        {turns.length === 0 ? (
          <NoTurn run={run} strip={strip} />
        ) : strip ? null : (
          <LaneAxis scales={axis} columns={columns} room={room} now={isNow ? end : null} />
        )}
      </div>
    </div>
  );
}

const NOWHERE = { from: 0, width: 0 };

/** As parts of the track, 0 to 1. */
function toColumns(scales: readonly ColumnScale[], room: Room): { from: number; width: number }[] {
  const widths = spread(
    scales.map((scale) => scale.weight),
    { ...room, width: Math.max(room.width, room.least * scales.length) },
  );
  const whole = widths.reduce((sum, width) => sum + width, 0) || 1;
  let from = 0;
  return widths.map((px) => {
    const column = { from, width: px / whole };
    from += column.width;
    return column;
  });
}

function mayGoOn(run: RunSnapshot, last: RecorderTurn): boolean {
  return run.status === "running" && !run.stopAfterTurn && (run.maxTurns === null || last.turn < run.maxTurns);
}
