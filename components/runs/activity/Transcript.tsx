/** The entries one below the other: the newest of them at first, more on request, the end followed once it was reached. */
"use client";

import { useRef, useState, type RefObject } from "react";
import { Button } from "#components/ui/Button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { ArrowDown } from "#components/ui/icons.tsx";
import type { ActivityEntry } from "./activityEntry.ts";
import { EARLIER, lastTurn, toNewest, type Held } from "./entryWindow.ts";
import { TranscriptRow } from "./TranscriptRow.tsx";
import { useTail } from "./useTail.ts";

export function Transcript({
  root,
  entries,
  opens,
  current,
  live,
}: {
  root: RefObject<HTMLElement | null>;
  entries: readonly ActivityEntry[];
  /** The turn that it begins with when it is opened; what came before is there on request. */
  opens: number;
  /** The turn that goes on. */
  current: number | null;
  live: boolean;
}) {
  const list = useRef<HTMLOListElement>(null);
  const [fromTurn, setFromTurn] = useState(opens);
  const arrived = lastTurn(entries) >= fromTurn;
  const newest = toNewest(entries, fromTurn);
  const [held, setHeld] = useState<Held | null>(arrived ? newest : null);
  const from = (held ?? newest).from;
  const tail = useTail(root, entries.at(-1), from);
  // While somebody reads further up, nothing is folded or taken away above; at the end it may be.
  if (tail.atEnd === true && held) setHeld(null);
  if (tail.atEnd === false && !held && arrived) setHeld(newest);

  const card = (held ?? newest).card;
  const firstOpen = card === null ? -1 : entries.findIndex((entry) => entry.key === card);
  const fresh = held ? entries.length - held.count : 0;

  const showEarlier = () => {
    tail.hold(list.current?.firstElementChild ?? null);
    setFromTurn(0);
    setHeld((before) => ({ ...(before ?? newest), from: Math.max(0, from - EARLIER) }));
  };

  return (
    <>
      {from > 0 ? (
        <div className="flex items-center gap-3 pb-5 text-xs text-ink-3">
          <Button size="sm" onClick={showEarlier} className="max-card:h-11 touch:h-11">
            Show {formatCount(Math.min(EARLIER, from))} earlier
          </Button>
          {from > EARLIER ? <span>{formatCount(from)} entries before these</span> : null}
        </div>
      ) : null}
      <ol ref={list} aria-label="Activity" className="pb-6">
        {entries.slice(from).map((entry, index) => (
          <TranscriptRow
            key={entry.key}
            entry={entry}
            live={live}
            newest={firstOpen !== -1 && from + index >= firstOpen}
            now={current !== null && entry.turn === current && from + index === entries.length - 1}
          />
        ))}
      </ol>
      {tail.atEnd === false && (live || fresh > 0) ? (
        <div className="pointer-events-none sticky bottom-20 z-10 -mt-6 flex h-6 items-end justify-center card:bottom-4">
          <button
            type="button"
            onClick={tail.toEnd}
            className="pointer-events-auto inline-flex h-[30px] min-w-[108px] justify-center shrink-0 items-center gap-2 rounded-full bg-ink px-3 text-xs font-medium whitespace-nowrap text-inverse shadow-(--shadow-pop) max-card:h-11 touch:h-11"
          >
            <ArrowDown size={14} strokeWidth={1.5} aria-hidden />
            {fresh > 0 ? `${formatCount(fresh)} new` : "To the end"}
          </button>
        </div>
      ) : null}
    </>
  );
}
