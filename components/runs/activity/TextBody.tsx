/** What the agent said, as prose; what it thought, folded to one line. */
"use client";

import { useState } from "react";
import { visibleText } from "#server/domain/visibleText.ts";
import { Button } from "#components/ui/Button.tsx";
import { formatCount, formatDuration } from "#components/ui/format.ts";
import { ChevronDown, ChevronRight } from "#components/ui/icons.tsx";
import { Markdown } from "#components/ui/Markdown.tsx";
import { useActivityActions } from "./activityActions.ts";
import type { TextEntry } from "./activityEntry.ts";
import { beginningOf, firstWords } from "./firstWords.ts";

export function MessageBody({ entry }: { entry: TextEntry }) {
  return entry.parts.map((part, index) => <Prose key={index} text={part.text} cut={part.cut} seq={entry.seq} />);
}

/** A text of any length: its beginning first, all of it on request. */
function Prose({ text, cut, seq, quiet = false }: { text: string; cut: boolean; seq: number; quiet?: boolean }) {
  const { onOpenInLog } = useActivityActions();
  const [all, setAll] = useState(false);
  const shown = all ? text : beginningOf(text);
  const isShort = shown.length === text.length;
  return (
    <>
      <Markdown text={shown} {...(quiet && { className: "text-ink-2" })} />
      {isShort && !cut ? null : (
        <p className="mt-2 flex items-center gap-2">
          {isShort ? null : (
            <Button size="sm" className="max-card:h-11 touch:h-11" onClick={() => setAll(true)}>
              Show all {formatCount(text.length)} characters
            </Button>
          )}
          {cut ? (
            <Button size="sm" className="max-card:h-11 touch:h-11" onClick={() => onOpenInLog(seq)}>
              It goes on in the log
            </Button>
          ) : null}
        </p>
      )}
    </>
  );
}

export function ThoughtBody({ entry }: { entry: TextEntry }) {
  const [open, setOpen] = useState(false);
  const ms = entry.parts.reduce<number | null>(
    (sum, { ms: one }) => (sum === null || one === null ? null : sum + one),
    0,
  );
  const growing = entry.parts.some((part) => part.growing);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid w-full max-w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-1.5 text-left text-ink-3 hover:text-ink-2 card:w-auto card:grid-cols-[auto_minmax(0,1fr)_auto] max-card:-my-3 max-card:py-3 touch:-my-3 touch:py-3"
      >
        <span className="font-medium whitespace-nowrap text-ink-2">
          {growing ? "Thinking" : ms === null ? "Thought" : `Thought for ${formatDuration(ms, { fine: true })}`}
        </span>
        {open ? (
          <span className="max-card:hidden" />
        ) : (
          <span className="truncate max-card:col-span-2 max-card:row-start-2 card:max-w-[560px]">
            <bdi>{visibleText(firstWords(entry.parts[0]?.text ?? ""))}</bdi>
          </span>
        )}
        <Chevron size={13} strokeWidth={1.5} aria-hidden className="shrink-0" />
      </button>
      {open ? (
        <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-3 border-l border-line pl-3">
          {entry.parts.map((part, index) => (
            <Prose key={index} text={part.text} cut={part.cut} seq={entry.seq} quiet />
          ))}
        </div>
      ) : null}
    </>
  );
}
