/** What a selection in the log copies: the text of its rows, one line each, as it was printed. */

import type { Place } from "./logEntry.ts";

type Copied = {
  /** The clean text of the line that a row shows. */
  textOf: (place: Place) => string;
  /** The row continues the line before. */
  goesOn: (place: Place) => boolean;
};

/** null: nothing of the log is selected. */
export function selectedText(log: Element, selection: Selection | null, { textOf, goesOn }: Copied): string | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const parts = [...log.querySelectorAll("[data-text]")].flatMap((cell) => {
    if (!range.intersectsNode(cell)) return [];
    const row = cell.closest("[data-at]");
    const at = Number(row?.getAttribute("data-at") ?? NaN);
    const place = { at, nth: Number(row?.getAttribute("data-nth") ?? 0) };
    const text = textWithin(range, cell);
    return text === "" && cell.textContent !== "" ? [] : [{ place, text, whole: text === cell.textContent }];
  });
  const [only, ...more] = parts;
  if (!only) return null;
  if (more.length === 0) return only.text; // a part of a command is copied without its prompt
  return parts
    .map(({ place, text, whole }, index) => {
      const known = whole && Number.isInteger(place.at) ? textOf(place) : text;
      return index > 0 && !goesOn(place) ? `\n${known}` : known;
    })
    .join("");
}

function textWithin(range: Range, cell: Element): string {
  const inside = document.createRange();
  inside.selectNodeContents(cell);
  if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0)
    inside.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
  return inside.toString();
}
