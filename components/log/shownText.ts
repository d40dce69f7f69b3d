/** A line as the screen spells it: coloured spans, or just the words for whoever searches and copies. */
import { parseAnsi, plainSgr, type AnsiSpan, type Sgr } from "#server/domain/ansi.ts";
import { lastDrawn } from "#server/domain/terminalText.ts";
import { hidesSomething, visibleText } from "#server/domain/visibleText.ts";
import type { LogLine, TextLine } from "./logLine.ts";

const isOutput = (line: TextLine) => line.tag === "out" || line.tag === "err";

const colored = (fg: number): Sgr => ({ ...plainSgr, fg });
/** Written is ochre, deleted is red: the letter says it too. */
const changeColors = { W: colored(3), A: colored(2), D: colored(1) } as const;

export function toShownSpans(line: TextLine): AnsiSpan[] {
  if (isOutput(line)) return parseAnsi(lastDrawn(line.text), line.sgr).spans;
  const text = visibleText(line.text);
  const letter = line.tag === "chg" && text[1] === " " ? text[0] : undefined;
  if (letter !== "W" && letter !== "A" && letter !== "D") return [{ text, sgr: null }];
  return [
    { text: letter, sgr: changeColors[letter] },
    { text: text.slice(1), sgr: null },
  ];
}

/** The words of a line that has words of its own; the others answer nothing. */
export function shownTextOf(line: LogLine): string {
  if (line.kind === "block") return commandLine(line.title);
  if (line.kind !== "text") return "";
  if (!hidesSomething(line.text)) return line.text;
  return toShownSpans(line)
    .map((span) => span.text)
    .join("");
}

/** A command of several lines, on one. */
export function commandLine(title: string): string {
  return visibleText(title.replace(/\s*\n\s*/g, " ⏎ "));
}
