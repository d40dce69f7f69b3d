/** An argv as somebody would type it, broken before each flag. */

const SAFE = /^[\w@%+=:,./-]+$/;

function quote(word: string): string {
  return SAFE.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

export function toShellLine(argv: readonly string[]): string {
  return argv
    .map((word, index) => {
      const separator = index === 0 ? "" : word.startsWith("-") && word !== "-" ? " \\\n  " : " ";
      return separator + quote(word);
    })
    .join("");
}
