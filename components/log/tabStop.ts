/** The one number of the log that the tab key reaches. */
import type { LogLine } from "./logLine.ts";
import type { LogRow } from "./logRows.ts";

const hasNumber = (line: LogLine) =>
  line.kind !== "turn" && line.kind !== "gap" && !(line.kind === "text" && line.goesOn);

/** The row that it belongs to, by key: the cursor's while it is drawn, else the first from `top` on, else any. */
export function tabStopOf(drawn: readonly LogRow[], { cursor, top }: { cursor: number | null; top: number }) {
  const numbered = drawn.filter(({ entry }) => hasNumber(entry.line));
  return (numbered.find(({ at }) => at === cursor) ?? numbered.find(({ at }) => at >= top) ?? numbered[0])?.key;
}
