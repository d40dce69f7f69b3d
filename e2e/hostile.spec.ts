/** A run whose every word wants to be more than text. */
import { expect, test } from "./support/codi.ts";
import { go, placesOfRun } from "./support/everyPage.ts";
import { fake } from "./support/profiles.ts";
import { readRun, startRun, untilStatus } from "./support/runs.ts";

const markup = `<img src=x onerror="window.wasRun=true"><script>window.wasRun=true</script>`;

test("its name, its labels and all it prints are text on every page", async ({ page, codi }) => {
  const runId = await startRun(codi, {
    command: fake("printsHostile"),
    name: `Hostile ${markup} \u202egnp.exe\u202c`,
    labels: [`<b onclick=alert(1)>`, "javascript:alert(1)"],
    mission: `${markup}\n[click](javascript:window.wasRun=true)`,
  });
  await untilStatus(codi, runId, "completed");
  const run = await readRun(codi, runId);
  let asked = 0;
  page.on("dialog", (dialog) => {
    asked += 1;
    void dialog.dismiss();
  });
  const requests: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(codi.baseUrl)) requests.push(request.url());
  });
  const list = {
    name: "the list",
    path: "/runs",
    ready: async () => {
      await expect(page.locator(`[data-run="${runId}"]`).and(page.locator(":visible")).first()).toContainText(
        "onerror=",
      );
    },
  };
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const place of [list, ...placesOfRun(run)]) {
      await go(page, place);
      const found = await page.evaluate(() => ({
        ran: "wasRun" in window,
        made: document.querySelectorAll(
          "main img, main script:not([src]), main b[onclick], main iframe, main a[href^='javascript:']",
        ).length,
        width: document.documentElement.scrollWidth,
      }));
      expect(found, `${place.name} at ${width}`).toEqual({ ran: false, made: 0, width });
    }
  }
  expect(asked, "dialogs").toBe(0);
  expect(requests, "requests to elsewhere").toEqual([]);
});

test("scripts run only with the nonce of their page", async ({ page }) => {
  const answers = [await page.goto("/runs"), await page.goto("/fleet")];
  const policies = answers.map((answer) => answer?.headers()["content-security-policy"] ?? "");
  for (const policy of policies) {
    const scripts = /script-src ([^;]*)/.exec(policy)?.[1] ?? "";
    expect(scripts).toMatch(/'nonce-[^']{20,}'/);
    expect(scripts).not.toContain("unsafe");
  }
  expect(policies[0]).not.toBe(policies[1]);
});
