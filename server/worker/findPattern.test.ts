/** The completion pattern: which lines it sees, which one it names, and that it stays fast whatever people write. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findPattern } from "./findPattern.ts";

let epic: string;
beforeEach(async () => {
  epic = await mkdtemp(join(tmpdir(), "codi-pattern-"));
});
afterEach(() => rm(epic, { recursive: true }));

async function find(log: string, pattern: string | null, scanTailLines = 40): Promise<string | null> {
  await writeFile(join(epic, "codys-log.md"), log);
  return findPattern(epic, { pattern, scanTailLines });
}

it.each<[string, string, string, number, string | null]>([
  ["the last match", "DONE 1\nDONE 2\nrest\n", "^DONE", 40, "DONE 2"],
  ["anywhere in the line", "it is DONE now", "DONE", 40, "it is DONE now"],
  ["no match", "nothing\n", "DONE", 40, null],
  ["in the last lines", "DONE\na\nb\n", "DONE", 3, "DONE"],
  ["before the last lines", "DONE\na\nb\n", "DONE", 2, null],
  ["0 is the whole file", `DONE\n${"a\n".repeat(500)}`, "DONE", 0, "DONE"],
  ["below 0 too", `DONE\n${"a\n".repeat(500)}`, "DONE", -1, "DONE"],
  ["CRLF ends lines", "a\r\nDONE\r\n", "DONE$", 1, "DONE"],
  ["an empty line", "a\n\nb", "^$", 40, ""],
  ["an empty log", "", "DONE", 40, null],
  ["two-byte characters", "ende: grün\n", "grü[nm]$", 40, "ende: grün"],
])("%s", async (...[, log, pattern, lines, found]) => expect(await find(log, pattern, lines)).toBe(found));

it("without a pattern or a log there is nothing", async () => {
  expect(await find("DONE", null)).toBeNull();
  await rm(join(epic, "codys-log.md"));
  expect(await findPattern(epic, { pattern: "DONE", scanTailLines: 40 })).toBeNull();
});

it("is linear in the text", async () => {
  const startedAt = performance.now();
  expect(await find(`${"a".repeat(50_000)}!\n`, "^(a+)+$")).toBeNull();
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
