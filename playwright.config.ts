/** The browser tests: a real Chromium against the built pages and a real worker. */
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./server/testing/browser.ts";

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  globalSetup: "./e2e/support/globalSetup.ts",
  // One Codi and two cores: tests that run side by side would measure each other.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    launchOptions: await findBrowser(),
    locale: "en-GB",
    timezoneId: "UTC",
    screenshot: "only-on-failure",
    // Without its film: drawing that takes a core from what is tested.
    trace: { mode: "retain-on-failure", screenshots: false },
  },
  projects: [
    // The empty run list can be seen only once.
    { name: "first run", testMatch: "firstRun.spec.ts", use: { browserName: "chromium" } },
    { name: "chromium", testIgnore: "firstRun.spec.ts", use: { browserName: "chromium" } },
  ],
});
