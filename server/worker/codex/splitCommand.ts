/** A command line as Codex prints it (quoted for a POSIX shell) back into its argv. */

/** Unbalanced quotes make it one word: nothing is lost by not understanding it. */
export function splitCommand(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    const escapes = char === "\\" && quote !== "'" && (quote === null || /["\\$`\n]/.test(line.charAt(at + 1)));
    if (escapes && at + 1 < line.length) {
      at += 1;
      word = (word ?? "") + line.charAt(at);
    } else if (quote !== null) {
      if (char === quote) quote = null;
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= "";
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + char;
    }
  }
  if (quote !== null) return [line];
  return word === null ? words : [...words, word];
}
