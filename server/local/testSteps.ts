/** What `npm test` consists of, in order: each step is a tool of node_modules or work of our own. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildCheckout, generateClient } from "./checkoutBuild.ts";
import { runTool } from "./runTool.ts";
import type { ToolRun } from "./runTool.ts";
import { countTests } from "./testCounts.ts";
import type { TestCounts } from "./testCounts.ts";
import { testFailures } from "./testFailures.ts";

export const layers = ["check", "unit", "integration", "chaos", "bench", "e2e"] as const;
export type Layer = (typeof layers)[number];

/** `failures` are said again after the last step: long output in between hides them. */
export type StepResult = { counts: TestCounts; output: string; failures: string[] };

export type TestStep = {
  name: string;
  /** Who needs it; a step that several layers need comes once. */
  layers: readonly Layer[];
  /** Steps that stand together in the list and change nothing may run at the same time. */
  alone: boolean;
  run(filters: string[]): Promise<StepResult>;
};

const bin = {
  depcruise: "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
  eslint: "node_modules/eslint/bin/eslint.js",
  knip: "node_modules/knip/bin/knip.js",
  next: "node_modules/next/dist/bin/next",
  playwright: "node_modules/@playwright/test/cli.js",
  prettier: "node_modules/prettier/bin/prettier.cjs",
  tsc: "node_modules/typescript/bin/tsc",
  vitest: "node_modules/vitest/vitest.mjs",
};

/** Import rules look at these; one that does not exist yet has no imports. */
const cruised = [
  "app",
  "components",
  "server",
  "e2e",
  "bench",
  "bin",
  "chaos",
  "proxy.ts",
  "instrumentation.ts",
  "instrumentation-node.ts",
  "instrumentation-web.ts",
  "instrumentation-client.ts",
];

const once = (succeeded: boolean): TestCounts => ({ passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 });

/** Tools one after the other, until one fails; together they count as one. */
function check(name: string, tools: string[][]): TestStep {
  const run = async (): Promise<StepResult> => {
    let last: ToolRun = { succeeded: true, output: "" };
    for (const args of tools) if (last.succeeded) last = await runTool(args, { show: false });
    return { counts: once(last.succeeded), output: last.output, failures: last.succeeded ? [] : [`✗ ${name}`] };
  };
  return { name, layers: ["check"], alone: false, run };
}

function make(
  name: string,
  needed: readonly Layer[],
  work: (log: (line: string) => void) => Promise<unknown>,
): TestStep {
  const run = async (): Promise<StepResult> => {
    try {
      await work(() => undefined);
      return { counts: once(true), output: "", failures: [] };
    } catch (error) {
      const output = error instanceof Error ? error.message : String(error);
      return { counts: once(false), output, failures: [`✗ ${name}`] };
    }
  };
  return { name, layers: needed, alone: true, run };
}

const reports = join("node_modules", ".cache", "codi", "reports");

function tests(name: Layer, kind: "vitest" | "playwright", args: (report: string) => string[]): TestStep {
  const run = async (filters: string[]): Promise<StepResult> => {
    const report = join(reports, `${name}.json`);
    mkdirSync(reports, { recursive: true });
    // The report of an earlier run must not count for this one.
    rmSync(report, { force: true });
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const { succeeded } = await runTool([...args(report), ...filters], { show: true, env });
    return { counts: countTests(kind, report, succeeded), output: "", failures: testFailures(kind, report) };
  };
  return { name, layers: [name], alone: true, run };
}

const vitest = (project: "unit" | "integration") =>
  tests(project, "vitest", (report) => {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    return [bin.vitest, "run", "--project", project, ...reporters];
  });

/** A program that fails when it finds something wrong, or nothing to say. */
function program(name: "chaos" | "bench", args: string[]): TestStep {
  const run = async (more: string[]): Promise<StepResult> => {
    const { succeeded, output } = await runTool([...args, ...more], { show: false });
    return { counts: once(succeeded), output, failures: succeeded ? [] : [`✗ ${name}: what is wrong is above`] };
  };
  return { name, layers: [name], alone: true, run };
}

export const testSteps: TestStep[] = [
  make("prisma client", layers, (log) => generateClient(process.cwd(), log)),
  check("types", [
    [bin.next, "typegen"],
    [bin.tsc, "--project", "."],
  ]),
  check("lint", [[bin.eslint, "--max-warnings", "0", "."]]),
  check("format", [[bin.prettier, "--check", "."]]),
  check("import rules", [
    [bin.depcruise, "--config", ".dependency-cruiser.cjs", "--output-type", "err-long", ...cruised.filter(existsSync)],
  ]),
  check("dead code", [[bin.knip]]),
  vitest("unit"),
  vitest("integration"),
  make("build", ["chaos", "bench", "e2e"], (log) => buildCheckout(process.cwd(), log)),
  // One seeded run of everything that can go wrong; a whole one is `npm run chaos`.
  program("chaos", ["chaos/chaos.mjs", "--short"]),
  // Each benchmark once and small: that it can be run and gives a figure. What the figures are is no test.
  program("bench", ["bench/bench.mjs", "--small"]),
  tests("e2e", "playwright", () => [bin.playwright, "test", "--reporter=list,json"]),
];
