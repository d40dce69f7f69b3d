/** How a text is searched: words or a regular expression, both in a time that grows with the text and with nothing else. */

export type LogQuery = { text: string; matchCase: boolean; regex: boolean };

/** The first match from that place on. */
export type FindInText = (text: string, from: number) => { from: number; to: number } | null;

export type Finder = { find: FindInText } | { problem: string };

/** Letters with another length in lower case would move every place behind them: they stay as they are. */
function toLower(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char)).join("");
}

export function findWords(words: string, matchCase: boolean): FindInText {
  const needle = matchCase ? words : toLower(words);
  let last = { text: "", folded: "" }; // asked again for the same text, once for each match
  return (text, from) => {
    if (!matchCase && last.text !== text) last = { text, folded: toLower(text) };
    const at = (matchCase ? text : last.folded).indexOf(needle, from);
    return at === -1 ? null : { from: at, to: at + needle.length };
  };
}

/** The engine never tracks back; it is fetched when the first pattern is typed. */
export async function findPattern(pattern: string, matchCase: boolean): Promise<Finder> {
  const { RE2JS, RE2JSSyntaxException } = await import("re2js");
  try {
    const compiled = RE2JS.compile(pattern, matchCase ? 0 : RE2JS.CASE_INSENSITIVE);
    return {
      find(text, from) {
        const matcher = compiled.matcher(text);
        for (let at = from; at <= text.length && matcher.find(at); at = matcher.end() + 1)
          if (matcher.end() > matcher.start()) return { from: matcher.start(), to: matcher.end() }; // an empty match marks nothing
        return null;
      },
    };
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return { problem: toWords(error.message) };
  }
}

const problems: [RegExp, string][] = [
  [/missing closing \)/, "A ( is not closed"],
  [/unexpected \)/, "A ) has no ( before it"],
  [/missing closing \]/, "A [ is not closed"],
  [/missing argument to repetition/, "There is nothing before a *, + or ? to repeat"],
  [/invalid nested repetition/, "A repetition is repeated"],
  [/invalid repeat count|bad repetition/, "A repeat count is too large or the wrong way round"],
  [/invalid character class range/, "A range in [ ] is the wrong way round"],
  [/trailing backslash/, "The pattern ends with a \\"],
  [/invalid escape sequence/, "An escape is not known"],
  [/invalid or unsupported Perl syntax/, "Look-around and back references are not supported"],
  [/too large|nests too deeply/, "The pattern is too large"],
];

function toWords(message: string): string {
  const known = problems.find(([said]) => said.test(message));
  return known?.[1] ?? `This is not a pattern: ${message.replace(/^error parsing regexp: /, "")}`;
}
