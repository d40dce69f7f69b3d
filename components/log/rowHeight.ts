/** How high a row is before anybody measured it; only prose, wrapped text and what is unfolded has to be measured. */
import type { LogRow } from "./logRows.ts";

export type RowLook = { wrap: boolean; coarse: boolean };

const TOUCH = 44; // what a finger hits
export const TURN_HEAD = 32;
const BAND = 26;
export const LINE = 20;

/** Text up to here is drawn; the rest of a longer line on request. */
export const SHOWN_CHARS = 1_024;

export function isCut({ entry, fold, open }: LogRow): boolean {
  const { line } = entry;
  return line.kind === "text" && !line.prose && !open && (fold === "long" || line.text.length > SHOWN_CHARS);
}

/** True when only the browser can tell. */
export function growsAtWill({ entry: { line }, open, fold }: LogRow, { wrap }: RowLook): boolean {
  if (line.kind === "passage") return wrap || open;
  return line.kind === "text" && (line.prose || wrap || (open && fold !== "repeat"));
}

export function rowHeight(row: LogRow, { coarse }: RowLook): number {
  const { line } = row.entry;
  switch (line.kind) {
    case "turn":
      return coarse ? TOUCH : TURN_HEAD;
    case "block":
    case "skipped":
    case "gap": // two lines on a phone
      return coarse ? TOUCH : BAND;
    case "passage":
      return row.page ? (row.page.to - row.page.from) * LINE : 0;
    case "text":
      if (line.prose) return LINE + 4;
      return coarse && (row.fold !== null || isCut(row)) ? TOUCH : LINE;
  }
}
