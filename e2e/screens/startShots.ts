/** The start form: untouched, filled, refused. */
import type { Page } from "@playwright/test";
import type { Shots } from "./shot.ts";
import { seen, still } from "./waits.ts";
import { useLocalWorker } from "./localWorker.ts";
import { projectFolder } from "./projectFolders.ts";

const mission = `Add idempotency keys to the refund endpoint

POST /refunds must be safe to retry for a day, also while the first call still runs.

- The key is the client's; two bodies under one key are a conflict.
- No refund is ever paid twice, also when the process dies between the two writes.`;

async function openForm(page: Page, filled: Record<string, string> = {}): Promise<void> {
  await page.goto(`/runs/new?${new URLSearchParams(filled).toString()}`);
  await seen(page.getByRole("heading", { name: "Start a run" }));
  await still(page);
}

const filled = () => ({
  mission,
  workingDir: projectFolder("payments-api"),
  profile: "codex-team-1",
  model: "gpt-5-codex",
  reasoning: "high",
  maxTurns: "30",
  wallSec: "6h",
  check: "pnpm vitest run refunds",
  pattern: "REFUNDS DONE",
  labels: "payments,q4",
});

const start = (page: Page) =>
  page
    .getByRole("button", { name: /^Start the run/ })
    .and(page.locator(":visible"))
    .first();

export const startShots = {
  empty: { open: ({ page }) => openForm(page) },
  filled: { open: ({ page }) => openForm(page, filled()) },
  "filled-whole": { whole: true, open: ({ page }) => openForm(page, filled()) },
  wrong: {
    async open({ page }) {
      await openForm(page, { ...filled(), pattern: "DONE(", workingDir: "" });
      await start(page).click();
      await seen(page.locator("[aria-invalid=true]"));
    },
  },
  "stop-file": {
    async open({ page }) {
      await useLocalWorker(async () => {
        await openForm(page, { ...filled(), workingDir: projectFolder("ledger-core"), epicId: "settlement" });
        await start(page).click();
        await seen(page.getByRole("button", { name: "Remove the stop file and start" }));
      });
    },
  },
  folders: {
    async open({ page }) {
      await openForm(page, { mission });
      await page
        .getByRole("button", { name: /^(Browse|Choose)/ })
        .and(page.locator(":visible"))
        .first()
        .click();
      await still(page);
    },
  },
} as const satisfies Shots;
