/** A pattern that cannot be one, in words that say what to type instead. */

const PREFIX = /^is not a valid pattern: error parsing regexp: ([^:]+)(?:: `([\s\S]*)`)?$/;

/** null: not such a message, or one that says enough by itself. */
export function toPatternWords(message: string): string | null {
  const [, problem, part = ""] = PREFIX.exec(message) ?? [];
  switch (problem) {
    case "missing closing )":
      return `The group ${placeOfOpen(part)}is never closed. For a plain bracket write \\(.`;
    case "unexpected )":
      return "A ) closes no group. For a plain bracket write \\).";
    case "missing closing ]":
      return `The set ${part} is never closed. For a plain bracket write \\[.`;
    case "missing argument to repetition operator":
      return `Nothing stands before ${part} that could repeat. For a plain one write \\${part}.`;
    case "trailing backslash at end of expression":
      return "A backslash stands at the end. For a plain one write \\\\.";
    case "invalid escape sequence":
      return `${part} means nothing here. For a plain backslash write \\\\.`;
    case undefined:
      return null;
    default:
      return `This is not a pattern: ${problem}${part ? ` ${part}` : ""}`;
  }
}

/** Where the outermost group that stays open begins, counted as people count. */
function placeOfOpen(pattern: string): string {
  const open: number[] = [];
  let inSet = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at];
    if (char === "\\") at += 1;
    else if (inSet) inSet = char !== "]";
    else if (char === "[") inSet = true;
    else if (char === "(") open.push(at);
    else if (char === ")") open.pop();
  }
  return open[0] === undefined ? "" : `at character ${open[0] + 1} `;
}
