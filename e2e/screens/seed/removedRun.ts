/** A run of last month, whose log is kept no longer. */
import { brief } from "./story/brief.ts";
import { people } from "./story/people.ts";
import type { SeededRun } from "./story/seededRun.ts";
import { completed } from "./story/standings.ts";

export const removedRun: SeededRun = {
  number: 4402,
  name: "Read amounts with thousands separators",
  mission: "Amounts like 1,204.50 are refused by the import. Read them as the statement prints them.",
  project: "ledger-core",
  branch: "codi/thousands",
  by: people.kenji,
  config: { check: { command: "pnpm test" } },
  worker: "two",
  queued: 6,
  ago: 31 * 86_400,
  story: brief("Read amounts", {
    turns: 5,
    minutes: 38,
    millions: 1.12,
    said: ["The parser stops at the first comma; I write the cases down first.", "All statements of March are read."],
    files: ["M src/amount.ts 2210", "A test/amount.test.ts 3120"],
    tests: { command: "pnpm test", passed: 212 },
    check: { command: "pnpm test", exitCode: 0, output: "Tests  212 passed\n" },
  }),
  stands: completed("check", "verified"),
  kept: "removed",
};
