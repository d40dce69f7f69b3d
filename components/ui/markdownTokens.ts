/** Markdown as tokens, within bounds: null for what is better shown as it stands. */
import { Lexer, type MarkedToken } from "marked";

/** The lexer's time grows with the square of a hostile paragraph: no person writes longer ones. */
const PARAGRAPH_MAX_CHARS = 3_000;
const TEXT_MAX_CHARS = 65_536;

export function toMarkdownTokens(text: string): MarkedToken[] | null {
  const plain = text.replace(/\r\n?/g, "\n");
  if (plain.length > TEXT_MAX_CHARS || hasLongParagraph(plain)) return null;
  try {
    // A single line feed is a line break: that is how models mean it.
    return new Lexer({ gfm: true, breaks: true }).lex(plain) as MarkedToken[];
  } catch {
    return null; // nested deeper than the stack
  }
}

/** Code in fences is not searched for markup and may be longer. */
function hasLongParagraph(text: string): boolean {
  let fenced = false;
  let length = 0;
  for (const line of text.split("\n")) {
    if (/^```[^`]*$/.test(line)) {
      fenced = !fenced;
      length = 0;
    } else if (!fenced) {
      length = line.trim() === "" ? 0 : length + line.length + 1;
      if (length > PARAGRAPH_MAX_CHARS) return true;
    }
  }
  return false;
}
