/** What is done with rows, listened to in one place: picking lines, copying, loading what was skipped, walking the numbers. */
"use client";

import type { ClipboardEvent, KeyboardEvent, MouseEvent } from "react";
import { cleanTextOf, toCleanText } from "./cleanText.ts";
import { selectedText } from "./copySelection.ts";
import { copyBlock } from "./logCopies.ts";
import type { Place } from "./logEntry.ts";
import type { SkippedLine } from "./logLine.ts";
import type { StoredOutput } from "./storedOutput.ts";
import type { LogScreen } from "./useLogScreen.ts";

/** The line that a click on such an element is about. */
function clicked(event: MouseEvent | KeyboardEvent, what: "line" | "copy" | "load"): Place | null {
  const element = event.target instanceof Element ? event.target.closest(`[data-${what}]`) : null;
  if (!element) return null;
  return { at: Number(element.getAttribute(`data-${what}`)), nth: Number(element.getAttribute("data-nth") ?? 0) };
}

export function useLogDeeds(
  { entries, rows }: Pick<LogScreen, "entries" | "rows">,
  options: {
    stored: StoredOutput | null;
    onPick: (place: Place, extend: boolean) => void;
    onLoad: (line: SkippedLine) => void;
  },
) {
  const { stored, onPick, onLoad } = options;
  const textOf = ({ at, nth }: Place): string => {
    const row = rows.list[rows.rowOf[at] ?? -1];
    const entry = entries.list[at];
    if (!entry) return "";
    if (entry.line.kind === "passage") return stored?.textOf(entry.line, nth) ?? "";
    // A long line that is shown in part is copied whole.
    return row?.fold === "long" && !row.open && row.at === at
      ? toCleanText(entries.list.slice(at, at + row.count))
      : cleanTextOf(entry.line);
  };
  const goesOn = ({ at }: Place): boolean => {
    const line = entries.list[at]?.line;
    return line?.kind === "text" && line.goesOn;
  };

  return {
    onClick(event: MouseEvent) {
      const line = clicked(event, "line");
      if (line !== null) {
        if (event.metaKey || event.ctrlKey) return; // in another tab
        event.preventDefault();
        onPick(line, event.shiftKey);
        return;
      }
      const copy = clicked(event, "copy");
      if (copy !== null) copyBlock(entries.list, copy.at);
      const load = clicked(event, "load");
      const skipped = load === null ? undefined : entries.list[load.at]?.line;
      if (skipped?.kind === "skipped") onLoad(skipped);
    },
    /** Shift extends the lines that are picked, not a selection of text. */
    onMouseDown(event: MouseEvent) {
      if (event.shiftKey && clicked(event, "line") !== null) event.preventDefault();
    },
    onCopy(event: ClipboardEvent) {
      const text = selectedText(event.currentTarget, document.getSelection(), { textOf, goesOn });
      if (text === null) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
    },
    /** Up and down go from number to number. */
    onKeyDown(event: KeyboardEvent) {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step === 0 || clicked(event, "line") === null) return;
      const links = [...event.currentTarget.querySelectorAll<HTMLElement>("a[data-line]")];
      const next = links[links.findIndex((link) => link === event.target) + step];
      event.preventDefault();
      next?.focus();
    },
  };
}
