/** No page breaks a rule that axe knows, in either theme, on a desk and on a phone. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import { expect, test } from "./support/codi.ts";
import { go, placesOfRun, placesWithoutRun } from "./support/everyPage.ts";
import { fake } from "./support/profiles.ts";
import { removedRun } from "./support/removedRun.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";

type Violation = { id: string; help: string; nodes: { html: string; failureSummary?: string }[] };
type Axe = { run(context: Document, options: unknown): Promise<{ violations: Violation[] }> };

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violationsIn(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: Axe };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }))
      .violations;
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary ?? ""}`),
  );
}

for (const theme of ["light", "dark"] as const)
  for (const [device, viewport] of [
    ["desk", { width: 1440, height: 900 }],
    ["phone", { width: 390, height: 844 }],
  ] as const)
    test(`axe finds nothing on any page, ${theme}, on a ${device}`, async ({ page, codi }) => {
      test.slow();
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await page.setViewportSize(viewport);
      const settled = await startRun(codi, { command: fake("printsHostile"), name: `Looked at by axe, ${theme}` });
      await untilStatus(codi, settled, "completed");
      const running = await startRun(codi, { command: ["sleep", "300"], name: `Running for axe, ${theme}` });
      await untilStatus(codi, running, "running");
      const runs = await Promise.all([settled, running].map((runId) => readRun(codi, runId)));
      const found: Record<string, string[]> = {};
      const removed = placesOfRun(await readRun(codi, await removedRun(codi))).slice(0, 1);
      for (const place of [...placesWithoutRun, ...runs.flatMap(placesOfRun), ...removed]) {
        await go(page, place);
        const violations = await violationsIn(page);
        if (violations.length > 0) found[place.name] = violations;
      }
      expect(found).toEqual({});
    });
