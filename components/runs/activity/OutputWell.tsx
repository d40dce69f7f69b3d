/** What something printed, in a well: its beginning and its end at first, all of it on request. */
"use client";

import { useMemo, useState } from "react";
import { AnsiText } from "#components/log/AnsiText.tsx";
import { formatCount, formatPlural } from "#components/ui/format.ts";
import { useActivityActions } from "./activityActions.ts";
import { LINE_CUT_CHARS, toWellLines, toWellView, type WellLine } from "./wellLines.ts";

export type WellProps = { text: string; label: string; seq: number; bad?: boolean };

export function OutputWell({ text, label, seq, bad = false }: WellProps) {
  const { onOpenInLog } = useActivityActions();
  const [all, setAll] = useState(false);
  const lines = useMemo(() => toWellLines(text), [text]);
  const { head, hidden, tail } = toWellView(lines, all ? "all" : bad ? "roomy" : "brief");
  const isCut = !all && [...head, ...tail].some((line) => line.text.length > LINE_CUT_CHARS);
  // By place, not by line: what is printed runs through the well, and no line of it is an element that moves.
  const rows = (some: readonly WellLine[]) => some.map((line, place) => <Row key={place} line={line} whole={all} />);
  return (
    <div className="border-t border-line bg-sunken">
      <pre
        tabIndex={0}
        aria-label={label}
        className="scroller mono max-h-120 px-3 py-2 leading-[18px] text-ink [tab-size:4]"
      >
        {rows(head)}
        {hidden > 0 ? (
          <span className="hatched -mx-3 my-1 block px-3 font-sans text-xs leading-[22px] tracking-normal text-ink-3 select-none">
            {formatPlural(hidden, "line")}
          </span>
        ) : null}
        {rows(tail)}
      </pre>
      {!all && (hidden > 0 || isCut) ? (
        <WellButton onClick={() => setAll(true)}>
          {hidden > 0 ? `Show all ${formatCount(lines.length)} lines` : "Show whole lines"}
        </WellButton>
      ) : hidden > 0 ? (
        <WellButton onClick={() => onOpenInLog(seq)}>Open in log</WellButton>
      ) : null}
    </div>
  );
}

function Row({ line, whole }: { line: WellLine; whole: boolean }) {
  const over = whole ? 0 : line.text.length - LINE_CUT_CHARS;
  return (
    <span className="block min-h-[18px] w-max min-w-full">
      <AnsiText line={over > 0 ? line.text.slice(0, LINE_CUT_CHARS) : line.text} start={line.sgr} />
      <LineRest chars={over} />
    </span>
  );
}

/** Says that a line goes on. */
export function LineRest({ chars }: { chars: number }) {
  if (chars <= 0) return null;
  return <span className="font-sans text-ink-3 select-none"> … {formatPlural(chars, "more character")}</span>;
}

export function WellButton({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex h-7 w-full items-center border-t border-line-faint px-3 text-xs text-ink-3 -outline-offset-2 hover:bg-hover hover:text-ink max-card:h-11 touch:h-11"
    >
      {children}
    </button>
  );
}
