/** Named character references of Markdown as the characters that they stand for; unknown ones stay as they are. */

const named: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  copy: "©",
  hellip: "…",
  ndash: "–",
  mdash: "—",
  larr: "←",
  rarr: "→",
  times: "×",
  middot: "·",
};

/** Those by number are resolved by the lexer. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(
    /&([a-z]{2,8});/g,
    (whole, name: string) => (Object.hasOwn(named, name) ? named[name] : null) ?? whole,
  );
}
