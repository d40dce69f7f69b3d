/** The beginning of a text: one line of a thought, or as much of a message as is drawn at first. */

const LINE_MAX_CHARS = 240; // more than a line holds; the rest is cut where the line ends
const BEGINNING_MAX_CHARS = 8_000; // longer than any message that was written to be read

/** Without the marks of Markdown, on one line. Thoughts begin with a bold heading, which goes on into the sentence. */
export function firstWords(markdown: string): string {
  return markdown
    .slice(0, LINE_MAX_CHARS * 2)
    .replace(/^\s*(#{1,6}|>|[-*])\s+/gm, "")
    .replace(/\*\*([^*\n]+)\*\*/g, "$1")
    .replace(/`([^`\n]+)`/g, "$1")
    .trim()
    .replace(/\s*\n\s*/g, " · ")
    .replace(/(?: · )+/g, " · ")
    .slice(0, LINE_MAX_CHARS);
}

/** Ends with a whole line where there is one. */
export function beginningOf(text: string): string {
  if (text.length <= BEGINNING_MAX_CHARS) return text;
  const cut = text.slice(0, BEGINNING_MAX_CHARS);
  const end = cut.lastIndexOf("\n");
  return end > BEGINNING_MAX_CHARS / 2 ? cut.slice(0, end) : cut;
}
