/** Rules of the numbers on the last line of the tests. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { countTests, lastLine, sum } from "./testCounts.ts";

const folder = mkdtempSync(join(tmpdir(), "codi-counts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = join(folder, "report.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}
const vitest = (passed: number, failed = 0, pending = 0) =>
  report({ numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: 0 });

it("counts what vitest reports", () => {
  expect(countTests("vitest", vitest(7, 2, 1), false)).toEqual({ passed: 7, failed: 2, skipped: 1 });
});

it("counts a flaky browser test as failed", () => {
  const file = report({ stats: { expected: 3, unexpected: 1, flaky: 2, skipped: 0 } });
  expect(countTests("playwright", file, false)).toEqual({ passed: 3, failed: 3, skipped: 0 });
});

it("a layer that ran no test has failed", () => {
  expect(countTests("vitest", vitest(0), true).failed).toBe(1);
});

it("a layer that failed outside its tests has failed", () => {
  expect(countTests("vitest", vitest(5), false)).toEqual({ passed: 5, failed: 1, skipped: 0 });
});

it("a report that is missing or cut off is a failure", () => {
  expect(countTests("playwright", join(folder, "absent.json"), true).failed).toBe(1);
  expect(countTests("playwright", report('{"stats":'), true).failed).toBe(1);
});

it("the last line names skipped tests only when there are any", () => {
  const total = sum([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  expect(lastLine(total)).toBe("3 passed, 1 failed");
  expect(lastLine({ ...total, skipped: 2 })).toBe("3 passed, 1 failed, 2 skipped");
});
