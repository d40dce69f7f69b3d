/** The recorder of a run: readings, its turns in five lanes on one time axis, and what happens this second. */
"use client";

import { clsx } from "clsx";
import { useId, useMemo, useRef, useState, type ReactNode } from "react";
import type { RunSnapshot, TurnView } from "#server/domain/run.ts";
import { useKeys } from "#components/shell/useKeys.ts";
import { Button } from "#components/ui/Button.tsx";
import { useNow } from "#components/ui/clock.tsx";
import { ChevronDown, ChevronUp } from "#components/ui/icons.tsx";
import { LaneBoard } from "./LaneBoard.tsx";
import type { LanesState } from "./lanesState.ts";
import { NowLine } from "./NowLine.tsx";
import { toNowWords } from "./nowWords.ts";
import { RecorderReadings } from "./RecorderReadings.tsx";
import { tokensSoFar } from "./recorderSums.ts";
import { recorderEnd, toRecorderTurns } from "./recorderTurns.ts";
import { TurnsRow } from "./TurnsRow.tsx";

export type RecorderProps = {
  run: RunSnapshot;
  turns: TurnView[];
  lanes: LanesState;
  /** What happens comes in as it happens. */
  live: boolean;
  scope: number | null;
  onScope: (turn: number | null) => void;
  folded: boolean;
  onFold: (folded: boolean) => void;
  /** Stands in the place of the now line, when there is more to say than what happens now. */
  foot?: ReactNode;
};

export function Recorder({ run, turns, lanes, live, scope, onScope, folded, onFold, foot }: RecorderProps) {
  const now = useNow();
  // While nothing comes in, nobody knows what goes on: the lanes stand where they stood.
  const away = !live && run.settledAt === null;
  const [stoodAt, setStoodAt] = useState<number | null>(null);
  if (away !== (stoodAt !== null)) setStoodAt(away ? now : null);
  const boardId = useId();
  const foldButton = useRef<HTMLButtonElement>(null);
  const [openOnPhone, setOpenOnPhone] = useState(false);
  const { createdAt, settledAt } = run;
  const drawn = useMemo(
    () => toRecorderTurns({ createdAt, settledAt }, turns, lanes.turns),
    [createdAt, settledAt, turns, lanes.turns],
  );
  const end = recorderEnd(run, stoodAt ?? now, lanes.lastAt);
  const tokens = tokensSoFar(run, drawn);
  const words = toNowWords(run, { doing: lanes.doing, last: drawn.at(-1) ?? null });
  // Phones have no button that unfolds it again.
  const fold = () => foldButton.current?.getClientRects().length && onFold(!folded);
  useKeys("run", { fold, ...(scope !== null && { unscope: () => onScope(null) }) });

  const board = { run, turns: drawn, end, tokens, scope, onScope };
  const Fold = folded ? ChevronDown : ChevronUp;
  return (
    <section aria-label="Turn waterfall" className="rounded-lg border border-line bg-raised">
      {folded ? null : <RecorderReadings run={run} turns={drawn} lanes={lanes} tokens={tokens} now={now} />}
      <TurnsRow turns={turns} status={run.status} open={openOnPhone} controls={boardId} onOpen={setOpenOnPhone} />
      <div id={boardId} className={clsx("relative max-card:border-line", openOnPhone && "max-card:border-t")}>
        {folded && !openOnPhone ? null : (
          <LaneBoard
            {...board}
            strip={false}
            className={clsx(folded && "card:hidden", !openOnPhone && "max-card:hidden")}
          />
        )}
        {folded ? <LaneBoard {...board} strip className="max-card:hidden" /> : null}
        <Button
          ref={foldButton}
          kind="ghost"
          size="sm"
          square
          aria-label={folded ? "Unfold the waterfall" : "Fold the waterfall"}
          title={folded ? "Unfold the waterfall (W)" : "Fold the waterfall (W)"}
          aria-expanded={!folded}
          aria-controls={boardId}
          onClick={() => onFold(!folded)}
          className={clsx(
            "absolute right-2.5 max-card:hidden touch:after:absolute touch:after:-inset-2.5",
            folded ? "top-[5px]" : "top-px",
          )}
        >
          <Fold size={14} strokeWidth={1.5} aria-hidden />
        </Button>
      </div>
      {foot ?? (words ? <NowLine words={words} now={end} live={live} /> : null)}
    </section>
  );
}
