/** Finds what was typed in a text: which letters match, and how well. */

/** From, and to before. */
export type Range = readonly [number, number];
export type Match = {
  ranges: Range[];
  /** Lower is better: where the first word begins. */
  rank: 0 | 1 | 2;
};

const toWords = (query: string) => query.toLowerCase().split(/\s+/).filter(Boolean);

/** A letter whose small form is longer would move the others; such a text is searched as it is. */
function toComparable(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}

/** Where a word stands, at the beginning of a word if it does so anywhere. */
function findWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) return at;
  return text.indexOf(word);
}

/** The letters of all words that occur. */
export function markWords(text: string, query: string): Range[] {
  const comparable = toComparable(text);
  const found = toWords(query).flatMap((word): Range[] => {
    const at = findWord(comparable, word);
    return at === -1 ? [] : [[at, at + word.length]];
  });
  return merge(found);
}

/** null: a word does not occur, neither in the text nor in what it is also called. */
export function matchText(text: string, query: string, also = ""): Match | null {
  const [comparable, other] = [toComparable(text), toComparable(also)];
  const words = toWords(query);
  if (words.some((word) => !comparable.includes(word) && !other.includes(word))) return null;
  const ranges = markWords(text, query);
  const first = ranges[0]?.[0];
  const rank = first === 0 ? 0 : first !== undefined && /[^\p{L}\p{N}]/u.test(text.charAt(first - 1)) ? 1 : 2;
  return { ranges, rank: words.length === 0 ? 0 : rank };
}

function merge(ranges: Range[]): Range[] {
  const merged: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** The text in pieces, in order, each matching or not. */
export function toPieces(text: string, ranges: readonly Range[]): { text: string; matches: boolean }[] {
  const pieces: { text: string; matches: boolean }[] = [];
  let at = 0;
  for (const [from, to] of ranges) {
    pieces.push({ text: text.slice(at, from), matches: false }, { text: text.slice(from, to), matches: true });
    at = to;
  }
  pieces.push({ text: text.slice(at), matches: false });
  return pieces.filter((piece) => piece.text !== "");
}
