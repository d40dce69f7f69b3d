/** The fleet: at work, before its first worker, and unread. */
import { keepWaiting, loseAnswer, refuse } from "./network.ts";
import type { Place, Shots } from "./shot.ts";
import { byKeys, seen } from "./waits.ts";

async function comeToFleet({ page }: Place): Promise<void> {
  await page.goto("/runs");
  await seen(page.getByRole("heading", { name: "Runs" }));
  await loseAnswer(page, "workers.list");
  await byKeys(page, "g f");
  await seen(page.getByRole("heading", { name: "Fleet" }));
}

export const fleetShots = {
  full: {
    async open({ page }) {
      await page.goto("/fleet");
      await seen(page.getByText("mac-mini-2"));
    },
  },
  empty: {
    stage: "bare",
    async open({ page }) {
      await page.goto("/fleet");
      await seen(page.getByRole("heading", { name: "No worker yet" }));
    },
  },
  loading: {
    async open(place) {
      await keepWaiting(place.page, "workers.list");
      await comeToFleet(place);
    },
  },
  error: {
    async open(place) {
      await refuse(place.page, "workers.list");
      await comeToFleet(place);
      await seen(place.page.getByRole("alert").getByRole("button", { name: "Try again" }));
    },
  },
} as const satisfies Shots;
