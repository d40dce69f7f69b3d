import { expect, test } from "vitest";
import { toShellLine } from "./toShellLine.ts";

test("each flag begins a line, its value stays with it, and the last dash stays at the end", () => {
  expect(toShellLine(["codex", "exec", "--json", "-C", "/srv/app", "-"])).toBe(
    "codex exec \\\n  --json \\\n  -C /srv/app -",
  );
});

test("what a shell would read is quoted", () => {
  expect(toShellLine(["codex", "-c", `a="b c"`, "it's"])).toBe(`codex \\\n  -c 'a="b c"' 'it'\\''s'`);
});
