/** Takes colours and cursor moves out of a byte stream, so that a value with one in its middle is still seen as that value. */

/** A code, and the text byte that it stands before. */
export type Code = { at: number; bytes: Buffer };
export type Taken = { text: Buffer; codes: Code[] };

const ESCAPE = 0x1b;
const BACKSLASH = 0x5c;
const BRACKET = 0x5b;
/** The escape as JSON spells it; each JSON string that it stands in adds a backslash or doubles them. */
const JSON_ESCAPE = "u001b[";
const BACKSLASHES_MAX = 8;
const CODE_MAX_BYTES = 40; // a longer one is none: it is text like any other

/** What may become one with the bytes that follow. */
const BEGINNING = /^(?:\x1b|\\{1,8}u001b)(?:\[[0-?]*[ -/]*)?$|^\\{1,8}(?:u(?:0(?:0(?:1)?)?)?)?$/;

/** Finds where codes may begin; asked for places that only grow, so that every byte is looked at once. */
function beginFinder(bytes: Buffer) {
  let raw = -1; // the next escape byte, and the next that JSON spells, from where they were looked for last
  let json = -1;
  const findRaw = (from: number): number => {
    const found = bytes.indexOf(ESCAPE, from);
    return found < 0 ? bytes.length : found;
  };
  const findJson = (from: number): number => {
    for (let at = bytes.indexOf(JSON_ESCAPE, from); at >= 0; at = bytes.indexOf(JSON_ESCAPE, at + 1)) {
      let first = at;
      while (first > from && at - first < BACKSLASHES_MAX && bytes[first - 1] === BACKSLASH) first -= 1;
      if (first < at) return first;
    }
    return bytes.length;
  };
  return (from: number): number => {
    if (raw < from) raw = findRaw(from);
    if (json < from) json = findJson(from);
    return Math.min(raw, json);
  };
}

/** Where the code that may begin here ends; -1 = there is none. By hand: coloured output is made of codes. */
function endOfCode(bytes: Buffer, begin: number): number {
  let at = begin;
  while (bytes[at] === BACKSLASH) at++;
  // Between the backslashes and the bracket stands what was found, but for a lone escape byte.
  at += bytes[begin] === ESCAPE ? 1 : JSON_ESCAPE.length - 1;
  if (bytes[at] !== BRACKET) return -1;
  at++;
  const end = Math.min(bytes.length, begin + CODE_MAX_BYTES);
  while (at < end && isBetween(bytes[at], 0x30, 0x3f)) at++;
  while (at < end && isBetween(bytes[at], 0x20, 0x2f)) at++;
  return at < end && isBetween(bytes[at], 0x40, 0x7e) ? at + 1 : -1;
}

const isBetween = (byte: number | undefined, least: number, most: number) =>
  byte !== undefined && byte >= least && byte <= most;

/** How many bytes at the end may be the beginning of a code. */
function unfinished(bytes: Buffer, from: number): number {
  const tail = bytes.toString("latin1", Math.max(from, bytes.length - CODE_MAX_BYTES));
  for (let at = 0; at < tail.length; at++) {
    const first = tail.charCodeAt(at);
    if (first !== ESCAPE && first !== BACKSLASH) continue;
    if (BEGINNING.test(tail.slice(at))) return tail.length - at;
  }
  return 0;
}

export function createCodeFilter() {
  let waiting: Buffer = Buffer.alloc(0);

  function take(bytes: Buffer, final: boolean): Taken {
    const all = waiting.length > 0 ? Buffer.concat([waiting, bytes]) : bytes;
    waiting = Buffer.alloc(0);
    const pieces: Buffer[] = [];
    const codes: Code[] = [];
    let length = 0;
    let from = 0;
    const giveText = (to: number) => {
      if (to > from) pieces.push(all.subarray(from, to));
      length += Math.max(0, to - from);
      from = Math.max(from, to);
    };
    const nextBegin = beginFinder(all);
    for (let at = nextBegin(0); at < all.length;) {
      const end = endOfCode(all, at);
      if (end > 0) {
        giveText(at);
        from = end;
        codes.push({ at: length, bytes: all.subarray(at, end) });
      }
      at = nextBegin(end > 0 ? end : at + 1);
    }
    const rest = final ? 0 : unfinished(all, from);
    giveText(all.length - rest);
    if (rest > 0) waiting = Buffer.from(all.subarray(all.length - rest));
    return { text: pieces.length === 1 ? (pieces[0] ?? waiting) : Buffer.concat(pieces), codes };
  }

  return {
    push: (bytes: Buffer) => take(bytes, false),
    held: () => waiting.length,
    /** Whether there may be a code in these bytes, or the beginning of one. */
    mayHold: (bytes: Buffer) => beginFinder(bytes)(0) < bytes.length || unfinished(bytes, 0) > 0,
    /** What waits, as it is. */
    end: () => take(Buffer.alloc(0), true),
  };
}
