/** `npm test`: runs every step whatever came of the ones before it, and ends with the sum alone on the last line. */
import { seconds } from "./steps.ts";
import { stopTools } from "./runTool.ts";
import { lastLine, sum } from "./testCounts.ts";
import { layers, testSteps } from "./testSteps.ts";
import type { StepResult, TestStep } from "./testSteps.ts";

/** Two cores. */
const AT_ONCE = 2;

const say = (line: string) => process.stdout.write(`${line}\n`);

export async function runTests(asked: { layer: string | undefined; filters: string[] }): Promise<number> {
  const layer = layers.find((name) => name === asked.layer);
  if (asked.layer !== undefined && !layer) throw new Error(`There is no layer ${asked.layer}: ${layers.join(", ")}.`);
  endWithTools();
  const from = Date.now();
  const steps = testSteps.filter((step) => !layer || step.layers.includes(layer));
  const results: StepResult[] = [];
  for (const batch of batches(steps)) results.push(...(await runBatch(batch, asked.filters)));
  const total = sum(results.map(({ counts }) => counts));
  for (const failure of results.flatMap(({ failures }) => failures)) say(`\n${failure}`);
  say(`\n${layer ?? "all"}: ${seconds(from)}`);
  say(lastLine(total));
  // Whoever asks for some tests skips the others on purpose.
  const skipped = asked.filters.length === 0 && total.skipped > 0;
  return total.failed > 0 || skipped ? 1 : 0;
}

/** A step that must be alone is a batch; the ones between two of those make another. */
function batches(steps: TestStep[]): TestStep[][] {
  return steps.reduce<TestStep[][]>((all, step) => {
    const last = all.at(-1);
    if (!step.alone && last?.[0]?.alone === false) last.push(step);
    else all.push([step]);
    return all;
  }, []);
}

async function runBatch(batch: TestStep[], filters: string[]): Promise<StepResult[]> {
  const waiting = [...batch];
  const results: StepResult[] = [];
  const runWaiting = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await runOne(step, filters));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runWaiting));
  return results;
}

async function runOne(step: TestStep, filters: string[]): Promise<StepResult> {
  const from = Date.now();
  const result = await step.run(filters);
  const { counts, output } = result;
  if (counts.failed > 0 && output) say(`\n${output.trimEnd()}\n`);
  say(`${counts.failed > 0 ? "✗" : "✓"} ${step.name.padEnd(14)} ${lastLine(counts)} (${seconds(from)})`);
  return result;
}

/** Tools run in groups of their own: a Ctrl-C here must reach them, and each takes along what it started. */
function endWithTools(): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      stopTools(signal);
      process.exit(codes[signal]);
    });
  }
}
