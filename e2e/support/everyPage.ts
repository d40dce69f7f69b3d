/** Every page of the product with what tells that it is there: tests that hold for all pages go through this list. */
import type { Page } from "@playwright/test";
import { untilAlive } from "./alive.ts";
import { expect } from "./codi.ts";

export type Place = {
  name: string;
  path: string;
  /** What a person sees once the page has its content. */
  ready: (page: Page) => Promise<void>;
};

const heading = (name: string | RegExp) => (page: Page) =>
  expect(page.getByRole("heading", { name }).and(page.locator(":visible")).first()).toBeVisible();

export const RUN_TABS = ["activity", "log", "usage", "prompt", "timeline", "turns"] as const;

/** Pages that show nothing of one run. */
export const placesWithoutRun: Place[] = [
  { name: "the list", path: "/runs", ready: heading("Runs") },
  {
    name: "the list without a match",
    path: "/runs?q=no%20run%20is%20called%20that",
    ready: heading(/^No run matches/),
  },
  { name: "the start form", path: "/runs/new", ready: heading("Start a run") },
  { name: "the fleet", path: "/fleet", ready: heading("Fleet") },
];

/** The tabs of one run. */
export function placesOfRun(run: { runId: string; name: string }): Place[] {
  return RUN_TABS.map((tab) => ({
    name: `the run's ${tab}`,
    path: `/runs/${run.runId}?tab=${tab}`,
    async ready(page) {
      await heading(run.name)(page);
      await expect(page.getByTestId("live-pill")).toHaveText(/^(Live|Ended)/);
    },
  }));
}

/** Also alive: what the server drew has its scripts. */
export async function go(page: Page, place: Place): Promise<void> {
  await page.goto(place.path);
  await place.ready(page);
  await untilAlive(page);
}
