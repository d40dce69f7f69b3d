/** The page of one run, as a person reads it. */
import type { Locator, Page } from "@playwright/test";
import { expect } from "./codi.ts";

export type RunPage = {
  page: Page;
  /** What is said about the run: its status, its outcome, its turns, why it ended. */
  head: Locator;
  log: Locator;
  /** A line of what the program prints without end. */
  anyLine: Locator;
  button(name: string): Locator;
  status(name: string): Locator;
  /** The numbers of all events that reached the page. */
  seqs(): Promise<number[]>;
  untilReceived(events: number): Promise<void>;
  /** The page says that it is live, or that the run has ended, and that it counted nothing missing. */
  untilComplete(said: "Live" | "Ended"): Promise<void>;
};

export function runPage(page: Page): RunPage {
  const head = page
    .getByRole("region", { name: "Run", exact: true })
    .or(page.getByRole("region", { name: "Turn waterfall", exact: true }));
  const log = page.getByRole("log");
  const pill = page.getByTestId("live-pill");
  const seqs = async () => toNumbers((await pill.getAttribute("data-seqs")) ?? "");
  return {
    page,
    head,
    log,
    anyLine: log.getByText(/^line \d+$/).first(),
    button: (name) => head.getByRole("button", { name, exact: true }),
    status: (name) => head.getByText(name, { exact: true }).and(page.getByTestId("run-status")),
    seqs,
    untilReceived: (events) => expect.poll(async () => (await seqs()).length).toBeGreaterThanOrEqual(events),
    async untilComplete(said) {
      await expect(pill).toHaveText(said === "Live" ? /^Live\s*· 0 missing$/ : /^Ended \d\d:\d\d$/);
      await expect(pill).toHaveAttribute("data-missing", "0");
    },
  };
}

/** At its log. */
export async function openRun(page: Page, runId: string): Promise<RunPage> {
  await page.goto(`/runs/${runId}?tab=log`);
  return runPage(page);
}

/** `1-3,7-8` are 1, 2, 3, 7, 8. */
function toNumbers(ranges: string): number[] {
  return ranges.split(",").flatMap((range) => {
    const [from = NaN, to = from] = range.split("-").map(Number);
    return range ? Array.from({ length: to - from + 1 }, (_, index) => from + index) : [];
  });
}
