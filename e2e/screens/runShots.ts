/** The page of a run: the parts of one that runs, and the runs that ended or wait in their own ways. */
import type { Page } from "@playwright/test";
import { cutOff, cutStreams, keepWaiting, loseAnswer, refuse } from "./network.ts";
import type { Place, Shots } from "./shot.ts";
import { seen, still } from "./waits.ts";

const BIG = 4821;

/** Opened by its address, with what the log holds. */
async function openRun({ page, runId }: Place, number: number, search = ""): Promise<void> {
  await page.goto(`/runs/${runId(number)}${search}`);
  await seen(page.getByRole("region", { name: "Run", exact: true }).getByRole("heading", { level: 1 }));
  await page
    .getByTestId("live-pill")
    .getByText(/^(Live|Ended)/)
    .waitFor();
  await still(page);
}

/** From the list, so that the run is what the browser asks for. */
async function comeToRun({ page, runId }: Place, number: number): Promise<void> {
  await page.goto("/runs");
  const link = page
    .locator(`a[href^="/runs/${runId(number)}"]:not(svg a)`) // not its mark in the strip
    .and(page.locator(":visible"))
    .first();
  await link.waitFor();
  await still(page);
  await loseAnswer(page, "runs.byId");
  await link.click();
  await page.waitForURL(`**/runs/${runId(number)}*`);
}

const tab = (name: string) => (place: Place) => openRun(place, BIG, `?tab=${name}`);

async function searchLog(page: Page, text: string): Promise<void> {
  await page.keyboard.press("/");
  await page.keyboard.type(text);
  await still(page);
}

export const runShots = {
  running: { open: (place) => openRun(place, BIG) },
  "running-whole": { open: (place) => openRun(place, BIG), whole: true, only: "wide" },
  "running-log": { open: tab("log") },
  "running-search": {
    async open(place) {
      await openRun(place, BIG, "?tab=log");
      await searchLog(place.page, "retry");
    },
  },
  "running-prompt": { open: tab("prompt") },
  "running-timeline": { open: tab("timeline") },
  "running-usage": { open: tab("usage") },
  "running-turns": { open: tab("turns") },
  "running-scoped": { only: "wide", open: (place) => openRun(place, BIG, "?turn=5") },
  cancel: {
    async open(place) {
      await openRun(place, BIG);
      await place.page
        .getByRole("button", { name: /^Cancel\b/ })
        .and(place.page.locator(":visible"))
        .first()
        .click();
      await seen(place.page.getByRole("alertdialog"));
    },
  },
  reconnecting: {
    async open({ page, runId }) {
      await cutStreams(page, "runs.events");
      await page.goto(`/runs/${runId(BIG)}`);
      await seen(page.getByText(/^Reconnecting/));
    },
  },
  verified: { open: (place) => openRun(place, 4818) },
  failed: { open: (place) => openRun(place, 4812) },
  removed: { open: (place) => openRun(place, 4402) },
  "removed-timeline": { open: (place) => openRun(place, 4402, "?tab=timeline") },
  more: {
    async open(place) {
      await openRun(place, 4818);
      await place.page.getByRole("button", { name: "More" }).and(place.page.locator(":visible")).first().click();
      await seen(place.page.getByRole("menu"));
    },
  },
  cancelled: { open: (place) => openRun(place, 4807) },
  "cancelled-timeline": { open: (place) => openRun(place, 4807, "?tab=timeline") },
  cancelling: { open: (place) => openRun(place, 4817) },
  queued: { open: (place) => openRun(place, 4828) },
  "no-worker": { open: (place) => openRun(place, 4826) },
  "host-away": { open: (place) => openRun(place, 4830) },
  "paused-quota": { open: (place) => openRun(place, 4820) },
  "paused-question": { open: (place) => openRun(place, 4827) },
  hostile: { open: (place) => openRun(place, 4813) },
  "hostile-log": { open: (place) => openRun(place, 4813, "?tab=log") },
  gap: {
    async open(place) {
      await openRun(place, 4813, "?tab=log");
      await place.page
        .getByText(/ are gone: /)
        .first()
        .evaluate((row) => row.scrollIntoView({ block: "center" }));
      await still(place.page);
    },
  },
  unknown: {
    async open({ page }) {
      await page.goto("/runs/r_00000000-0000-4000-8000-000000000000");
      await seen(page.getByRole("heading", { name: "There is nothing here" }));
    },
  },
  loading: {
    async open(place) {
      await keepWaiting(place.page, "runs.byId");
      await comeToRun(place, BIG);
    },
  },
  error: {
    async open(place) {
      await refuse(place.page, "runs.byId");
      await comeToRun(place, BIG);
      await seen(place.page.getByRole("alert").getByRole("button", { name: "Try again" }));
    },
  },
  away: {
    async open(place) {
      await openRun(place, 4818);
      await cutOff(place.page);
      await place.page.getByRole("link", { name: "Prompt" }).and(place.page.locator(":visible")).first().click();
      await seen(place.page.getByRole("alert"));
    },
  },
} as const satisfies Shots;
