/** How many tests passed, failed and were skipped, from the reports that vitest and Playwright write. */
import { readFileSync } from "node:fs";

export type TestCounts = { passed: number; failed: number; skipped: number };

type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number; numTodoTests: number };
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

const toCounts = {
  vitest: (report: VitestReport): TestCounts => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  playwright: ({ stats }: PlaywrightReport): TestCounts => ({
    passed: stats.expected,
    // A test that passes on another try is a race that somebody will meet.
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  }),
};

/** A layer that ran nothing, or that failed outside its tests (a file that cannot be loaded, a set-up), has failed once. */
export function countTests(kind: keyof typeof toCounts, reportFile: string, succeeded: boolean): TestCounts {
  const counts = read(kind, reportFile);
  const silent = counts.failed === 0 && (!succeeded || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}

function read(kind: keyof typeof toCounts, reportFile: string): TestCounts {
  try {
    const report: unknown = JSON.parse(readFileSync(reportFile, "utf8"));
    return kind === "vitest"
      ? toCounts.vitest(report as VitestReport)
      : toCounts.playwright(report as PlaywrightReport);
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

export function sum(all: TestCounts[]): TestCounts {
  return all.reduce(
    (total, counts) => ({
      passed: total.passed + counts.passed,
      failed: total.failed + counts.failed,
      skipped: total.skipped + counts.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** What CI reads. */
export function lastLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
