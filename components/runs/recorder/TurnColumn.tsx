/** One turn in the recorder: a button as wide as the turn was long, with its bars in five lanes or in one. */
"use client";

import { clsx } from "clsx";
import { memo } from "react";
import { columnText } from "./columnText.ts";
import { toBars, toStrip } from "./laneBars.ts";
import { barLook, laneLook } from "./laneLook.ts";
import { toColumnScale } from "./recorderScale.ts";
import type { RecorderTurn } from "./recorderTurns.ts";
import { toBlocks, toPieces } from "./turnBlocks.ts";

export type TurnColumnProps = {
  turn: RecorderTurn;
  /** Its end, or now. */
  end: number;
  /** The longest wait that is drawn in full. */
  cap: number;
  /** About how wide it is. */
  px: number;
  tokensMax: number;
  strip: boolean;
  /** Nothing stands left of it. */
  first: boolean;
  pressed: boolean;
  tabbable: boolean;
  describedBy: string | undefined;
};

/** Narrower than number and dot beside each other, one stands above the other; by how many digits it has. */
const tightest = [
  "@max-[23px]:absolute @max-[23px]:top-px",
  "@max-[29px]:absolute @max-[29px]:top-px",
  "@max-[36px]:absolute @max-[36px]:top-px",
] as const;

const percent = (part: number) => `${(part * 100).toFixed(2)}%`;
/** How far into its column, 0 to 1. */
const into = (part: number) => `${(part * 100).toFixed(3)}cqw`;

export const TurnColumn = memo(function TurnColumn(props: TurnColumnProps) {
  const { turn, end, pressed, strip } = props;
  const runs = turn.to === null;
  const tight = tightest[Math.min(3, String(turn.turn).length) - 1] ?? tightest[2];
  const pieces = toPieces(turn, end);
  const scale = toColumnScale(pieces, props.cap);
  const bars = (strip ? toStrip : toBars)(toBlocks(pieces), scale, props.px);
  return (
    <button
      type="button"
      ref={pressed ? reveal : undefined}
      data-turn={turn.turn}
      aria-pressed={pressed}
      aria-label={columnText(turn, end)}
      aria-describedby={props.describedBy}
      tabIndex={props.tabbable ? 0 : -1}
      className={clsx(
        "@container relative block size-full overflow-x-clip border-l text-left -outline-offset-2",
        pressed || props.first ? "border-transparent" : "border-line",
        pressed ? "bg-signal-soft inset-shadow-[0_2px_var(--signal)]" : "hover:bg-hover",
      )}
    >
      <span
        className={clsx(
          "absolute inset-x-0 top-0 flex items-center gap-1 pl-1 text-2xs",
          strip ? "h-[18px]" : "h-[26px]",
          pressed || runs ? "font-semibold text-signal-text" : "text-ink-3",
        )}
      >
        {turn.turn}
        {turn.broke || turn.state === "interrupted" ? (
          <i
            className={clsx(
              "size-[5px] shrink-0 rounded-full",
              tight,
              turn.broke ? "bg-status-failed" : "inset-ring inset-ring-ink-3",
            )}
          />
        ) : null}
      </span>
      {bars.map((bar) => (
        <i
          key={`${bar.lane} ${bar.x}`}
          style={{ translate: into(bar.x), width: strip ? `calc(${percent(bar.width)} + .5px)` : percent(bar.width) }}
          className={clsx(
            "absolute left-0",
            strip ? "top-[19px] h-[7px]" : `h-2.5 min-w-[1.5px] rounded-[1.5px] ${laneLook[bar.lane].top}`,
            barLook[bar.look],
          )}
        />
      ))}
      {scale.breaks.map((x) => (
        <BreakMark key={x} x={x} strip={strip} />
      ))}
      {strip ? null : <TokenBar turn={turn} from={scale.at(turn.from)} max={props.tokensMax} />}
    </button>
  );
}, isSame);

/** Many turns scroll in their plot: the chosen one is brought into it, and the page stays where it is. */
function reveal(column: HTMLElement | null): void {
  const plot = column?.closest("[role=group]");
  if (!column || !plot) return;
  const inner = column.getBoundingClientRect();
  const outer = plot.getBoundingClientRect();
  if (inner.left < outer.left) plot.scrollLeft -= outer.left - inner.left;
  else if (inner.right > outer.right) plot.scrollLeft += inner.right - outer.right;
}

/** Here time was left out. */
export function BreakMark({ x, strip }: { x: number; strip: boolean }) {
  return (
    <svg
      viewBox="0 0 16 16"
      style={{ translate: `calc(${into(x)} - 50%)` }}
      className={clsx("absolute left-0 size-4", strip ? "top-[15px]" : "top-[29px]")}
    >
      <path d="M1 16 6 0h9l-5 16Z" className="fill-raised" />
      <path d="M2.5 15.5 7 .5M9 15.5 13.5.5" className="fill-none stroke-ink-3" />
    </svg>
  );
}

function TokenBar({ turn, from, max }: { turn: RecorderTurn; from: number; max: number }) {
  if (turn.tokens === null)
    return turn.to === null ? null : (
      <span
        className="absolute bottom-0 left-0 text-2xs text-ink-3"
        style={{ translate: `calc(${into((from + 1) / 2)} - 50%)` }}
      >
        ?
      </span>
    );
  return (
    <i
      className="absolute bottom-0 left-0 min-w-[1.5px] rounded-t-[1.5px] bg-(--lane-tokens)"
      style={{
        translate: `calc(${into(from)} + 2px)`,
        width: `calc(${percent(1 - from)} - 5px)`,
        height: Math.max(2, Math.round((turn.tokens / Math.max(1, max)) * 17)),
      }}
    />
  );
}

/** Turns are put together anew for every event; one that says the same is the same. */
function isSame(before: TurnColumnProps, after: TurnColumnProps): boolean {
  return isShallow({ ...before, turn: null }, { ...after, turn: null }) && isShallow(before.turn, after.turn);
}

function isShallow<Fields extends object>(before: Fields, after: Fields): boolean {
  return (Object.keys(after) as (keyof Fields)[]).every((key) => Object.is(before[key], after[key]));
}
