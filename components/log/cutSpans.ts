/** The beginning of a line that is longer than is shown of it. */
import type { AnsiSpan } from "#server/domain/ansi.ts";
import { SHOWN_CHARS } from "./rowHeight.ts";

export function cutSpans(spans: readonly AnsiSpan[]): AnsiSpan[] {
  const shown: AnsiSpan[] = [];
  let room = SHOWN_CHARS;
  for (const span of spans) {
    if (room <= 0) break;
    shown.push(span.text.length > room ? { ...span, text: `${span.text.slice(0, room)}…` } : span);
    room -= span.text.length;
  }
  return shown;
}
