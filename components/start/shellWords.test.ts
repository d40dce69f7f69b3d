import { expect, test } from "vitest";
import { toShellText, toShellWords } from "./shellWords.ts";

const lineOf = (argv: string[]) => toShellText(toShellWords(argv));

test("each flag begins a line, its value stays with it, and the last dash stays at the end", () => {
  expect(lineOf(["codex", "exec", "--json", "-C", "/srv/app", "-"])).toBe(
    "codex exec \\\n  --json \\\n  -C /srv/app -",
  );
});

test("what a shell would read is quoted", () => {
  expect(lineOf(["codex", "-c", `a="b c"`, "it's", "$(rm)"])).toBe(`codex \\\n  -c 'a="b c"' 'it'\\''s' '$(rm)'`);
});

test("program, values and the rest are told apart", () => {
  const words = toShellWords(["codex", "exec", "--json", "--sandbox", "read-only", "-"]);
  expect(words.map((word) => word.kind)).toEqual(["program", "plain", "plain", "plain", "value", "plain"]);
});
