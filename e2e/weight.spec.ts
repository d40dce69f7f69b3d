/** What a page costs before anybody touches it: the scripts that the browser loads, compressed as far as gzip can. */
import { gzipSync } from "node:zlib";
import { expect, test } from "./support/codi.ts";
import { go, placesOfRun, placesWithoutRun } from "./support/everyPage.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";

const MAX_BYTES = 250_000;

test("no page loads more than 250 kB of compressed scripts", async ({ browser, baseURL, codi, watchConsole }) => {
  const runId = await startRun(codi, { command: ["true"], name: "Weighed" });
  await untilStatus(codi, runId, "completed");
  const weights: Record<string, number> = {};
  for (const place of [...placesWithoutRun, ...placesOfRun(await readRun(codi, runId))]) {
    const context = await browser.newContext({ ...(baseURL && { baseURL }) }); // an empty cache
    watchConsole(context);
    const page = await context.newPage();
    const loaded = new Map<string, Promise<number>>();
    page.on("response", (response) => {
      if (response.request().resourceType() !== "script") return;
      loaded.set(
        response.url(),
        response.body().then((body) => gzipSync(body, { level: 9 }).length),
      );
    });
    await go(page, place);
    await page.waitForLoadState("load");
    weights[place.name] = (await Promise.all(loaded.values())).reduce((sum, bytes) => sum + bytes, 0);
    await context.close();
  }
  console.log(
    Object.entries(weights)
      .map(([name, bytes]) => `${(bytes / 1000).toFixed(1)} kB  ${name}`)
      .join("\n"),
  );
  for (const [name, bytes] of Object.entries(weights)) {
    expect(bytes, name).toBeGreaterThan(50_000); // scripts were seen at all
    expect(bytes, name).toBeLessThanOrEqual(MAX_BYTES);
  }
});
