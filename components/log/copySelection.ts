/** What a selection in the log copies: the text of its rows, one line each, as it was printed. */

type Copied = {
  /** The clean text of the line that a row shows. */
  textOf: (at: number) => string;
  /** The row continues the line before. */
  goesOn: (at: number) => boolean;
};

/** null: nothing of the log is selected. */
export function selectedText(log: Element, selection: Selection | null, { textOf, goesOn }: Copied): string | null {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const parts = [...log.querySelectorAll("[data-text]")].flatMap((cell) => {
    if (!range.intersectsNode(cell)) return [];
    const at = Number(cell.closest("[data-at]")?.getAttribute("data-at") ?? NaN);
    const text = textWithin(range, cell);
    return text === "" && cell.textContent !== "" ? [] : [{ at, text, whole: text === cell.textContent }];
  });
  const [only, ...more] = parts;
  if (!only) return null;
  if (more.length === 0) return only.text; // a part of a command is copied without its prompt
  return parts
    .map(({ at, text, whole }, index) => {
      const known = whole && Number.isInteger(at) ? textOf(at) : text;
      return index > 0 && !goesOn(at) ? `\n${known}` : known;
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
