/** Rules of the failed tests that are named again at the end of the tests. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { testFailures } from "./testFailures.ts";

const folder = mkdtempSync(join(tmpdir(), "codi-failures-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(content: unknown): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}
const vitestFile = (assertionResults: object[], more: object = {}) =>
  report({
    testResults: [{ name: join(process.cwd(), "server/a.test.ts"), status: "failed", assertionResults, ...more }],
  });

it("names the failed tests of a file, and not those that passed", () => {
  const file = vitestFile([
    { fullName: "adds up", status: "passed" },
    { fullName: "takes away", status: "failed", failureMessages: ["\u001b[31mexpected 1 to be 2\u001b[39m\n\n  at x"] },
  ]);
  expect(testFailures("vitest", file)).toEqual(["✗ server/a.test.ts › takes away\n    expected 1 to be 2\n      at x"]);
});

it("names a file that could not be loaded", () => {
  const file = vitestFile([], { message: "Cannot find module" });
  expect(testFailures("vitest", file)).toEqual(["✗ server/a.test.ts\n    Cannot find module"]);
});

it("says the beginning of a long message", () => {
  const message = Array.from({ length: 50 }, (_, line) => `line ${line}`).join("\n");
  const [text] = testFailures("vitest", vitestFile([{ fullName: "a", status: "failed", failureMessages: [message] }]));
  expect(text).toContain("line 5");
  expect(text).not.toContain("line 6");
});

it("names failed and flaky browser tests wherever they are nested, and what failed outside of them", () => {
  const spec = (title: string, status: string) => ({
    title,
    file: "list.spec.ts",
    line: 3,
    ok: status === "expected",
    tests: [{ status, results: [{ error: { message: `${title} broke` } }] }],
  });
  const file = report({
    errors: [{ message: "no server" }],
    suites: [{ specs: [spec("a", "expected"), spec("b", "flaky")], suites: [{ specs: [spec("c", "unexpected")] }] }],
  });
  expect(testFailures("playwright", file)).toEqual([
    "✗ outside the tests\n    no server",
    "✗ list.spec.ts:3 › b\n    b broke",
    "✗ list.spec.ts:3 › c\n    c broke",
  ]);
});

it("a report that is missing names nothing", () => {
  expect(testFailures("vitest", join(folder, "absent.json"))).toEqual([]);
});
