/** Lines that are longer than a row may be, in pieces that no reader has to fear. */

/** A row holds at most this many characters: a line of a megabyte becomes rows of this size. */
export const ROW_MAX_CHARS = 4_096;

const SEQUENCE_MAX_CHARS = 32; // an escape sequence that sets a colour is shorter

/** The text in pieces of at most `ROW_MAX_CHARS`; none cuts a character or a colour in two. */
export function toPieces(text: string): string[] {
  if (text.length <= ROW_MAX_CHARS) return [text];
  const pieces: string[] = [];
  let from = 0;
  while (text.length - from > ROW_MAX_CHARS) {
    const end = cutBefore(text, from + ROW_MAX_CHARS);
    pieces.push(text.slice(from, end));
    from = end;
  }
  pieces.push(text.slice(from));
  return pieces;
}

function cutBefore(text: string, end: number): number {
  const escape = text.lastIndexOf("\x1b", end - 1);
  if (escape > end - SEQUENCE_MAX_CHARS && !/[@-~]/.test(text.slice(escape + 2, end))) return escape;
  const code = text.charCodeAt(end);
  return code >= 0xdc00 && code <= 0xdfff ? end - 1 : end;
}
