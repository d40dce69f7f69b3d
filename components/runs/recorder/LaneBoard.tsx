/** The lanes of a run on one time axis: names left, turns between, sums right; folded, the turns in one strip. */
"use client";

import { clsx } from "clsx";
import {
  lazy,
  Suspense,
  useId,
  useMemo,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
} from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { formatDuration, formatTokens, UNKNOWN } from "#components/ui/format.ts";
import { laneLook, lanesInOrder } from "./laneLook.ts";
import { LanePlot } from "./LanePlot.tsx";
import type { RecorderTurn } from "./recorderTurns.ts";
import { addTimes, noTimes, toBlocks, toPieces, type Lane, type LaneTimes } from "./turnBlocks.ts";

export type BoardProps = {
  run: RunSnapshot;
  turns: readonly RecorderTurn[];
  /** Now, or when the run ended. */
  end: number;
  tokens: number | null;
  scope: number | null;
  onScope: (turn: number | null) => void;
  strip: boolean;
  className?: string | undefined;
};

const CARD_PX = 224;
// Only whoever points at a turn needs it; the lanes say the same without it.
const TurnCard = lazy<(typeof import("./TurnCard.tsx"))["TurnCard"]>(() =>
  import("./TurnCard.tsx").then(
    (loaded) => ({ default: loaded.TurnCard }),
    () => ({ default: () => <></> }),
  ),
);

type Card = { turn: number; left: number };

const rows = (strip: boolean) => (strip ? "grid-rows-[34px]" : "grid-rows-[26px_repeat(5,20px)_22px]");

export function LaneBoard({ run, turns, end, tokens, scope, onScope, strip, className }: BoardProps) {
  const cardId = useId();
  const [card, setCard] = useState<Card | null>(null);
  const times = useTimes(run, turns, end);
  const carded = card && turns.find((turn) => turn.turn === card.turn);

  const showCard = (board: HTMLElement, target: EventTarget) => {
    const column = columnAt(target);
    if (column) setCard(sameCard({ turn: turnOf(column), left: placeCard(board, column) }));
    else if (target instanceof Element && !target.closest("[data-card]")) setCard(null);
  };

  return (
    <div
      className={clsx(
        "relative grid grid-cols-[78px_minmax(0,1fr)_70px] text-xs card:grid-cols-[96px_minmax(0,1fr)_76px]",
        className,
      )}
      // Not when it is the board that moves below a pointer that rests.
      onPointerMove={(event: PointerEvent<HTMLElement>) => {
        if (event.pointerType !== "touch" && (event.movementX !== 0 || event.movementY !== 0))
          showCard(event.currentTarget, event.target);
      }}
      onPointerLeave={() => setCard(null)}
      onFocus={(event: FocusEvent<HTMLElement>) => {
        if (event.target.matches(":focus-visible")) showCard(event.currentTarget, event.target);
      }}
      onBlur={() => setCard(null)}
      onClick={(event) => {
        const column = columnAt(event.target);
        if (column) onScope(turnOf(column) === scope ? null : turnOf(column));
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return moveFocus(event);
        if (!card) return; // then it shows all turns again
        event.preventDefault();
        setCard(null);
      }}
    >
      <div className={clsx("grid items-center pl-3 text-ink-3 card:pl-4", rows(strip))}>
        <span className="font-medium text-ink-2">Turns</span>
        {strip ? null : lanesInOrder.map((lane) => <span key={lane}>{laneLook[lane].label}</span>)}
        {strip ? null : <span>Tokens</span>}
      </div>
      <LanePlot
        run={run}
        turns={turns}
        end={end}
        scope={scope}
        strip={strip}
        card={carded ? { turn: carded.turn, id: cardId } : null}
        onScrolled={() => setCard(null)}
      />
      <div className={clsx("grid items-center justify-items-end pr-3 text-ink-2 card:pr-4", rows(strip))}>
        {strip || turns.length === 0 ? null : (
          <>
            <span />
            {lanesInOrder.map((lane) => (
              <span key={lane}>{sumText(times, lane)}</span>
            ))}
            <span>{tokens === null ? UNKNOWN : formatTokens(tokens)}</span>
          </>
        )}
      </div>
      {carded ? (
        <Suspense>
          <TurnCard id={cardId} turn={carded} end={end} left={card.left} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** Ended turns are added up when one of them changes, the running one and the wait of now each second. */
function useTimes(run: RunSnapshot, turns: readonly RecorderTurn[], end: number): LaneTimes {
  const ended = useMemo(
    () =>
      turns
        .filter((turn) => turn.to !== null)
        .reduce((times, turn) => addTimes(times, toBlocks(toPieces(turn, turn.from))), noTimes),
    [turns],
  );
  const last = turns.at(-1);
  if (last?.to === null) return addTimes(ended, toBlocks(toPieces(last, end)));
  if (isSettled(run.status) || !last?.to) return ended;
  return { ...ended, wait: ended.wait + Math.max(0, end - last.to) };
}

/** Where events are missing a sum is at least that. */
function sumText(times: LaneTimes, lane: Lane): string {
  const partly = lane !== "wait" && times.unknown > 0;
  if (times[lane] === 0) return partly ? UNKNOWN : "none";
  return `${partly ? "≥ " : ""}${formatDuration(times[lane], { fine: true })}`;
}

function columnAt(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-turn]") : null;
}

const turnOf = (column: HTMLElement) => Number(column.dataset.turn);

const sameCard = (next: Card) => (now: Card | null) => (now?.turn === next.turn && now.left === next.left ? now : next);

/** In the middle of its column, and within the board. */
function placeCard(board: HTMLElement, column: HTMLElement): number {
  const outer = board.getBoundingClientRect();
  const inner = column.getBoundingClientRect();
  const middle = (inner.left + inner.right) / 2 - outer.left;
  return Math.round(Math.max(0, Math.min(middle - CARD_PX / 2, outer.width - CARD_PX)));
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const column = columnAt(event.target);
  if (!column) return;
  const columns = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-turn]")];
  const at = columns.indexOf(column);
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: columns.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  columns[next]?.focus();
}
