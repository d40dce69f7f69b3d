/** What of a part's log reaches the terminal, and that its file stays bounded. */
import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { PART_LOG_MAX_BYTES } from "#server/domain/limits.ts";
import { followLog, shortly, shortlyInFull } from "./partLog.ts";

const root = mkdtempSync(join(tmpdir(), "codi-log-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it.each([
  ['{"level":30,"msg":"fine"}', undefined],
  ['{"level":40,"msg":"slow"}', "warning: slow"],
  ['{"level":50,"msg":"broken","err":{"message":"why"}}', "error: broken: why"],
  ["  ✓ Ready in 200ms", undefined],
  ["Error: listen EADDRINUSE", "Error: listen EADDRINUSE"],
  [" ⨯ Failed to start", "⨯ Failed to start"],
])("%s is shown as %s", (line, shown) => expect(shortly(line)).toBe(shown));

it("an error of several lines is shown whole, without its stack and without what follows it", () => {
  const lines = [
    "Error: Codi cannot start with these settings:",
    "  CODI_AUTH must be local",
    "  CODI_SECRET_KEY is short",
    "    at env (env.ts:1:1)",
    "  [cause]: undefined",
    "  indented",
    "Error: again",
    "  ✓ Ready in 200ms",
  ];
  const show = shortlyInFull();
  expect(lines.filter((line) => show(line) !== undefined)).toEqual([lines[0], lines[1], lines[2], lines[6]]);
});

it("only what is written after the start is shown, each line once and whole", () => {
  const file = join(root, "a.log");
  writeFileSync(file, "before\n");
  const shown: string[] = [];
  const stop = new AbortController();
  const log = followLog(file, (line) => shown.push(line), stop.signal);
  appendFileSync(file, "one\ntw");
  log.look();
  appendFileSync(file, "o\n");
  log.look();
  log.look();
  expect(shown).toEqual(["one", "two"]);
  stop.abort();
});

it("a full log is emptied with one older copy kept, and goes on", () => {
  const file = join(root, "b.log");
  writeFileSync(file, "x".repeat(PART_LOG_MAX_BYTES + 1));
  const shown: string[] = [];
  const stop = new AbortController();
  const log = followLog(file, (line) => shown.push(line), stop.signal);
  log.look();
  expect(statSync(file).size).toBe(0);
  expect(existsSync(`${file}.1`)).toBe(true);
  appendFileSync(file, "after\n");
  log.look();
  expect(shown).toEqual(["after"]);
  stop.abort();
});
