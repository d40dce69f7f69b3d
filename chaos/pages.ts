/** Its own process: real pages in a real browser, each at one run after the other until it says that the run has ended. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium, type Page } from "@playwright/test";
import { findBrowser } from "#server/testing/browser.ts";
import type { ViewerLine } from "./checker/evidence.ts";

type Told = { run: string } | { finish: number };

const LOOK_MS = 250;
const OPENED_WITHIN_MS = 10_000; // then it is opened anew: a store or the web was away

const [baseUrl = "", folder = "", count = "1"] = process.argv.slice(2);
const runs: string[] = [];
const finishing = new AbortController();
const over = new AbortController();

const following = watchRuns();
process.on("disconnect", () => process.exit(1));
process.on("message", (told: Told) => {
  if ("finish" in told) void finish(told.finish);
  else runs.push(told.run);
});

async function watchRuns(): Promise<void> {
  const browser = await chromium.launch(await findBrowser());
  await Promise.all(Array.from({ length: Number(count) }, (_, page) => followRuns(browser, page)));
  await browser.close();
}

async function followRuns(browser: Browser, index: number): Promise<void> {
  const page = await browser.newPage({ baseURL: baseUrl });
  while (!over.signal.aborted) {
    // The newest has the most before it; those that nobody looked at are not caught up with.
    const runId = runs.pop();
    if (runId !== undefined) await followRun(page, runId, `page-${index}`);
    else if (finishing.signal.aborted) break;
    else await sleep(LOOK_MS, undefined, { signal: finishing.signal }).catch(() => undefined);
    if (finishing.signal.aborted) break;
  }
}

/** Opened once, and never again: what breaks meanwhile the page itself must mend. */
async function followRun(page: Page, runId: string, name: string): Promise<void> {
  const path = join(folder, `${runId}.${name}`);
  const write = (line: ViewerLine) => appendFileSync(path, `${JSON.stringify(line)}\n`);
  const pill = page.getByTestId("live-pill");
  // One whose scripts did not come, because the web died meanwhile, is no page yet: a person loads it anew.
  const alive = page.locator('[data-testid="live-pill"]:not([data-connection="connecting"])');
  const said = (attribute: string) => pill.getAttribute(attribute, { timeout: OPENED_WITHIN_MS });
  appendFileSync(path, "");
  while (!over.signal.aborted) {
    const opened = await page
      .goto(`/runs/${runId}?tab=log`, { waitUntil: "domcontentloaded", timeout: OPENED_WITHIN_MS })
      .then(() => alive.waitFor({ timeout: OPENED_WITHIN_MS }))
      .then(
        () => true,
        () => false,
      );
    if (opened) break;
    await sleep(LOOK_MS);
  }
  while (!over.signal.aborted && (await said("data-connection").catch(() => null)) !== "ended") await sleep(LOOK_MS);
  const read = (attribute: string) => said(attribute).catch(() => null);
  const [shown, missing, connection] = await Promise.all([
    read("data-seqs"),
    read("data-missing"),
    read("data-connection"),
  ]);
  write({ shown: shown ?? "", missing: Number(missing), connection });
  if (connection === "ended") write({ done: true });
}

/** Everything is settled: what is open must come to its end. */
async function finish(withinMs: number): Promise<void> {
  finishing.abort();
  await Promise.race([following, sleep(withinMs)]);
  over.abort();
  await following;
  process.send?.({ ended: true }, () => process.disconnect());
}
