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
import { spread, toColumnScale, waitCap } from "./recorderScale.ts";
import type { RecorderTurn } from "./recorderTurns.ts";
import { shownTurns } from "./shownTurns.ts";
import { TurnColumn } from "./TurnColumn.tsx";
import { toPieces } from "./turnBlocks.ts";

const WIDEST_PX = 1_400; // of the plot: nothing has to be drawn finer than that

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
  const { shown, earlier, later } = shownTurns(turns, { until, scope });
  const last = turns.at(-1) ?? null;
  const isNow = last !== null && later === 0 && !isSettled(run.status);

  const cap = waitCap(turns.map((turn) => (turn.to ?? end) - turn.from));
  const scales = shown.map((turn) => toColumnScale(toPieces(turn, end), cap));
  const least = turns.length < 100 ? 16 : 26; // the digits of a number fit
  const widths = spread(
    scales.map((scale) => scale.weight),
    { width: Math.max(WIDEST_PX, least * scales.length), least },
  );
  const waited =
    isNow && last.to ? toColumnScale([{ from: last.to, to: Math.max(end, last.to + 1), waits: true }], cap) : null;
  const axis = waited ? [...scales, waited] : scales;
  const tokensMax = Math.max(0, ...turns.map((turn) => turn.tokens ?? 0));
  const tabbable = [visited, scope, last?.turn].find((turn) => shown.some((one) => one.turn === turn));

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
        className={clsx(
          "relative flex w-full min-w-(--least) shrink-0 max-card:[--column:44px] touch:[--column:44px]",
          least === 16 ? "[--column:16px]" : "[--column:26px]",
          strip ? "h-[34px]" : "h-[148px] pb-[22px]",
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
        {shown.map((turn, index) => (
          <TurnColumn
            key={turn.turn}
            turn={turn}
            end={turn.to ?? end}
            cap={scales[index]?.breaks.length ? cap : Infinity}
            px={2 ** Math.ceil(Math.log2(widths[index] ?? least))}
            tokensMax={tokensMax}
            strip={strip}
            pressed={turn.turn === scope}
            tabbable={turn.turn === tabbable}
            describedBy={turn.turn === card?.turn ? card.id : undefined}
          />
        ))}
        {later > 0 ? (
          <PageButton label="Show the newest turns" onClick={() => setUntil(Infinity)}>
            ›
          </PageButton>
        ) : null}
        {waited ? <WaitingColumn scale={waited} strip={strip} turn={nextTurn(run, last)} /> : null}
        {isNow ? (
          <NextColumn turn={last.to === null && mayGoOn(run, last) ? last.turn + 1 : null} strip={strip} />
        ) : null}
        {turns.length === 0 ? (
          <NoTurn run={run} strip={strip} />
        ) : strip ? null : (
          <LaneAxis
            scales={axis}
            least={least}
            now={isNow ? end : null}
            paged={{ earlier: earlier > 0, later: later > 0 }}
          />
        )}
      </div>
    </div>
  );
}

function mayGoOn(run: RunSnapshot, last: RecorderTurn): boolean {
  return run.status === "running" && !run.stopAfterTurn && (run.maxTurns === null || last.turn < run.maxTurns);
}
