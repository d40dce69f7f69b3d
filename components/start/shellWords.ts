/** An argv as somebody would type it, broken before each flag, with what each word is. */

/** A value stands behind its flag; what is neither is plain. */
export type ShellWord = { text: string; kind: "program" | "plain" | "value"; breaks: boolean };

const SAFE = /^[\w@%+=:,./…-]+$/;

export function quoteShell(word: string): string {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

const isFlag = (word: string | undefined) => word !== undefined && word.startsWith("-") && word !== "-";

export function toShellWords(argv: readonly string[]): ShellWord[] {
  return argv.map((word, index) => ({
    text: quoteShell(word),
    kind: index === 0 ? "program" : isFlag(argv[index - 1]) && !isFlag(word) && word !== "-" ? "value" : "plain",
    breaks: index > 0 && isFlag(word),
  }));
}

export function toShellText(words: readonly ShellWord[]): string {
  return words.map(({ text, breaks }, index) => (index === 0 ? "" : breaks ? " \\\n  " : " ") + text).join("");
}
