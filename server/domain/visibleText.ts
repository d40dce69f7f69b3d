/** Text that shows everything it holds: what hides or turns the text around it is spelled out. */

/** Characters that reorder or hide the text around them, and controls that print nothing. */
const HIDING =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

function showHidden(char: string): string {
  const code = char.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return "\u2421";
  return `[U+${code.toString(16).toUpperCase().padStart(4, "0")}]`;
}

/** Nearly every text is spelled as it is. */
export const hidesSomething = (text: string) => text.search(HIDING) !== -1;

/** Tabs and line feeds stay. */
export function visibleText(text: string): string {
  return text.replace(HIDING, showHidden);
}
