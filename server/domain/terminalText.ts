/** What a terminal shows of a line of output, as words: for whoever draws it, and whoever searches it. */
import { parseAnsi } from "./ansi.ts";
import { hidesSomething } from "./visibleText.ts";

/** A carriage return begins the line again. */
export function lastDrawn(line: string): string {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  return text.slice(text.lastIndexOf("\r") + 1);
}

/** Without colours, with what hides made visible. */
export function terminalText(line: string): string {
  if (!hidesSomething(line)) return line;
  return parseAnsi(lastDrawn(line))
    .spans.map((span) => span.text)
    .join("");
}
