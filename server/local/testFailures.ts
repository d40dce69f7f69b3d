/** Which tests failed and with which words, from the reports that vitest and Playwright write: said again at the end. */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

type VitestReport = {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
};
type PlaywrightSuite = {
  suites?: PlaywrightSuite[];
  specs?: { title: string; file: string; line: number; ok: boolean; tests: PlaywrightTest[] }[];
};
type PlaywrightTest = { status: string; results: { error?: { message?: string } }[] };
type PlaywrightReport = { suites: PlaywrightSuite[]; errors?: { message?: string }[] };

/** More of a message is in the output above. */
const LINES = 6;

/** One text per failed test: where it is, its name, and the beginning of what it said. */
export function testFailures(kind: "vitest" | "playwright", reportFile: string): string[] {
  try {
    const report: unknown = JSON.parse(readFileSync(reportFile, "utf8"));
    return kind === "vitest" ? ofVitest(report as VitestReport) : ofPlaywright(report as PlaywrightReport);
  } catch {
    return [];
  }
}

function ofVitest({ testResults }: VitestReport): string[] {
  return testResults.flatMap((file) => {
    const path = relative(process.cwd(), file.name);
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    if (failed.length === 0 && file.status === "failed") return [failure(path, file.message)];
    return failed.map((test) => failure(`${path} › ${test.fullName}`, test.failureMessages?.[0]));
  });
}

function ofPlaywright({ suites, errors = [] }: PlaywrightReport): string[] {
  const outside = errors.map((error) => failure("outside the tests", error.message));
  return [...outside, ...suites.flatMap(ofSuite)];
}

function ofSuite({ suites = [], specs = [] }: PlaywrightSuite): string[] {
  const failed = specs.filter((spec) => spec.tests.some(({ status }) => status === "unexpected" || status === "flaky"));
  return [
    ...failed.map((spec) => {
      const results = spec.tests.flatMap((test) => test.results);
      return failure(
        `${spec.file}:${spec.line} › ${spec.title}`,
        results.find((result) => result.error)?.error?.message,
      );
    }),
    ...suites.flatMap(ofSuite),
  ];
}

function failure(name: string, message = ""): string {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return [`✗ ${name}`, ...lines.slice(0, LINES).map((line) => `    ${line}`)].join("\n");
}
