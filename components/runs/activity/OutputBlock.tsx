/** A stretch of plain output: its last lines, and the way to all of it. */
"use client";

import { clsx } from "clsx";
import { AnsiText } from "#components/log/AnsiText.tsx";
import { formatBytes, formatCount, formatPlural } from "#components/ui/format.ts";
import { useActivityActions } from "./activityActions.ts";
import type { OutputEntry, OutputLine } from "./activityEntry.ts";
import { Card } from "./Card.tsx";
import { foldRepeats } from "./foldRepeats.ts";
import { LineRest } from "./OutputWell.tsx";
import { LINE_CUT_CHARS } from "./wellLines.ts";

export function OutputBlock({ entry, now }: { entry: OutputEntry; now: boolean }) {
  const { onOpenInLog } = useActivityActions();
  const texts = entry.lines.filter((line) => line.kind === "text");
  const hidden = entry.total - texts.length;
  const streams = new Set(entry.lines.map((line) => line.stream));
  const only = streams.size === 1 ? entry.lines[0]?.stream : null;
  return (
    <Card tone={now ? "live" : "plain"}>
      <div className="flex min-h-8 items-center gap-2 pr-2 pl-2.5 text-xs">
        <span className="font-medium text-ink-2">{only === "stderr" ? "Error output" : "Output"}</span>
        <span className="truncate text-ink-3">
          {formatPlural(entry.total, "line")}
          {hidden > 0 ? `, the last ${texts.length} of them` : ""}
        </span>
        <button
          type="button"
          onClick={() => onOpenInLog(entry.seq)}
          className="ml-auto shrink-0 text-signal-text hover:underline max-card:h-11 touch:h-11"
        >
          Open in log
        </button>
      </div>
      <pre
        tabIndex={0}
        aria-label="Output"
        className="scroller mono border-t border-line bg-sunken px-3 py-2 leading-[18px] text-ink [tab-size:4]"
      >
        {/* By place: what is printed runs through, and no line of it is an element that moves. */}
        {foldRepeats(entry.lines).map(({ line, times }, place) => (
          <Row key={place} line={line} times={times} tagged={only === null} />
        ))}
      </pre>
    </Card>
  );
}

function Row({ line, times, tagged }: { line: OutputLine; times: number; tagged: boolean }) {
  if (line.kind === "skipped")
    return (
      <span className="hatched -mx-3 my-1 block px-3 font-sans text-xs leading-[22px] whitespace-normal tracking-normal text-ink-3 select-none">
        {formatBytes(line.bytes)} of {line.stream} skipped in the live feed. Stored: open it in the log.
      </span>
    );
  const over = Math.max(0, line.text.length - LINE_CUT_CHARS);
  const bad = line.stream === "stderr";
  return (
    <span className={clsx("min-h-[18px] w-max min-w-full", tagged ? "grid grid-cols-[28px_auto]" : "block")}>
      {tagged ? <span className={clsx("select-none", bad && "text-danger")}>{bad ? "err" : ""}</span> : null}
      <span>
        <AnsiText line={over > 0 ? line.text.slice(0, LINE_CUT_CHARS) : line.text} start={line.sgr} />
        <LineRest chars={over + line.cut} />
        {times > 1 ? <span className="font-sans text-ink-3 select-none"> ×{formatCount(times)}</span> : null}
      </span>
    </span>
  );
}
