/** The list of runs in each of its states. */
import type { Page } from "@playwright/test";
import { cutStreams, keepWaiting, loseAnswer, refuse } from "./network.ts";
import type { Shots } from "./shot.ts";
import { byKeys, pressWhenReady, seen, still } from "./waits.ts";

const BIG = "Move invoice rendering off the request path";

async function openList(page: Page, search = ""): Promise<void> {
  await page.goto(`/runs${search}`);
  await seen(page.getByRole("link", { name: BIG }));
}

/** From the fleet, so that the list is what the browser asks for. */
async function comeToList(page: Page): Promise<void> {
  await page.goto("/fleet");
  await seen(page.getByRole("heading", { name: "Fleet" }));
  await loseAnswer(page, "runs.list");
  await byKeys(page, "g r");
}

export const listShots = {
  full: { open: ({ page }) => openList(page) },
  "filtered-empty": {
    async open({ page }) {
      await page.goto("/runs?q=kubernetes&status=failed");
      await seen(page.getByRole("heading", { name: /^No run matches/ }));
    },
  },
  "first-empty": {
    stage: "staffed",
    async open({ page }) {
      await page.goto("/runs");
      await seen(page.getByRole("button", { name: "Start the demo run" }));
    },
  },
  loading: {
    async open({ page }) {
      await keepWaiting(page, "runs.list");
      await comeToList(page);
      await seen(page.getByRole("heading", { name: "Runs" }));
    },
  },
  error: {
    async open({ page }) {
      await refuse(page, "runs.list");
      await comeToList(page);
      await seen(page.getByRole("alert").getByRole("button", { name: "Try again" }));
    },
  },
  reconnecting: {
    async open({ page }) {
      await cutStreams(page, "feed.changes");
      await openList(page);
      await seen(page.getByText(/^Reconnecting/));
    },
  },
  "no-worker": {
    stage: "deserted",
    async open({ page }) {
      await openList(page);
      await seen(page.getByText("No worker is online."));
    },
  },
  selection: {
    async open({ page, isPhone }) {
      await openList(page, "?status=running");
      if (isPhone) {
        await still(page);
        await page.getByRole("button", { name: "Select", exact: true }).click();
        await page.getByRole("checkbox").and(page.locator(":visible")).first().check();
      } else for (const key of ["j", "x", "j", "x", "j", "x"]) await pressWhenReady(page, key);
      await seen(page.getByText(/\bselected\b/));
    },
  },
  palette: {
    async open({ page }) {
      await openList(page);
      await pressWhenReady(page, "ControlOrMeta+k");
      await seen(page.getByRole("dialog").getByRole("combobox"));
      await page.getByRole("dialog").getByRole("combobox").fill("inv");
    },
  },
  keys: {
    only: "wide",
    async open({ page }) {
      await openList(page);
      await pressWhenReady(page, "?");
      await seen(page.getByRole("dialog"));
    },
  },
} as const satisfies Shots;
