/** What a turn was spent on: shown while its column is pointed at or has the focus. */
"use client";

import { clsx } from "clsx";
import { useZone } from "#components/ui/clock.tsx";
import { formatDuration, formatTimeOfDay, formatTokens, UNKNOWN } from "#components/ui/format.ts";
import { stateWords } from "./columnText.ts";
import { laneLook, lanesInOrder } from "./laneLook.ts";
import type { RecorderTurn } from "./recorderTurns.ts";
import { addTimes, noTimes, toBlocks, toPieces } from "./turnBlocks.ts";

export function TurnCard({ id, turn, end, left }: { id: string; turn: RecorderTurn; end: number; left: number }) {
  const zone = useZone();
  const clock = (time: number) => formatTimeOfDay(new Date(time).toISOString(), zone);
  const times = addTimes(noTimes, toBlocks(toPieces(turn, end)));
  const known = turn.tries.length > 0;
  return (
    // The padding keeps the way from the column to the card inside both.
    <div id={id} role="tooltip" data-card style={{ left }} className="absolute top-full z-20 w-56 pt-1">
      <div className="grid gap-2 rounded-lg bg-overlay px-3 py-2.5 text-xs leading-[18px] shadow-(--shadow-pop)">
        <p className="flex justify-between gap-2">
          <b className="font-medium">Turn {turn.turn}</b>
          <span className="text-ink-3">
            {clock(turn.from)} to {turn.to === null ? "now" : clock(turn.to)}
          </span>
        </p>
        <dl className="grid gap-px">
          {lanesInOrder.map((lane) => (
            <div key={lane} className="flex justify-between gap-3">
              <dt className="flex items-center gap-2 text-ink-3">
                <i className={clsx("size-2 rounded-[2px]", laneLook[lane].swatch)} aria-hidden />
                {laneLook[lane].label}
              </dt>
              <dd>{known || lane === "wait" ? formatDuration(times[lane], { fine: true }) : UNKNOWN}</dd>
            </div>
          ))}
        </dl>
        <p className="flex justify-between gap-2 border-t border-line pt-[7px]">
          <span className={clsx(turn.tokens === null && "text-ink-3")}>
            {turn.tokens === null ? "tokens unknown" : `${formatTokens(turn.tokens)} tokens`}
          </span>
          <span className={turn.state === "failed" ? "text-status-failed" : "text-ink-3"}>
            {stateWords[turn.state]}
            {turn.tries.length > 1 ? `, try ${turn.tries.at(-1)?.try}` : ""}
          </span>
        </p>
      </div>
    </div>
  );
}
