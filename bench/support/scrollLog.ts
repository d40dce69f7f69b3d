/** Reads a long log in a real browser as a person would: scrolls, jumps to its end, and holds its memory against the light. */
import { chromium, type Page } from "@playwright/test";
import { findBrowser } from "#server/testing/browser.ts";

export type LogPage = {
  url: string;
  /** What scrolls. */
  scroller: string;
  /** The text of the last line. */
  last: string;
};

export type Seen = {
  /** Pictures a second while it scrolls, and the longest time between two. */
  fps: number;
  worstMs: number;
  /** From the jump to the end until the last line is there; null: it never is. */
  jumpMs: number | null;
  /** What the page's scripts hold after all that. */
  heapBytes: number;
};

const READY_MS = 60_000; // a log that is catching up
const JUMP_MS = 10_000;
const STEP_PX = 400; // a picture: as fast as a wheel turns
const SCROLL_MS = 4_000;

export async function openBrowser() {
  const browser = await chromium.launch(await findBrowser());
  return {
    async read(log: LogPage): Promise<Seen> {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      try {
        return await readLog(await context.newPage(), log);
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}

async function readLog(page: Page, { url, scroller, last }: LogPage): Promise<Seen> {
  await page.addInitScript("globalThis.__name = (named) => named"); // what the compiler wraps functions in, for those sent there
  await page.goto(url);
  const log = page.locator(scroller);
  await log.waitFor({ timeout: READY_MS });
  await page.waitForFunction((name) => (document.querySelector(name)?.scrollHeight ?? 0) > 1_000_000, scroller, {
    timeout: READY_MS,
  });
  await log.hover();
  await page.mouse.wheel(0, -STEP_PX); // away from the end, which a log follows
  await log.evaluate((element) => element.scrollTo({ top: element.scrollHeight * 0.3 }));
  await page.waitForTimeout(1_000); // what a jump brings with it is another figure
  const { fps, worstMs } = await log.evaluate(scrollThrough, { stepPx: STEP_PX, forMs: SCROLL_MS });
  const begun = performance.now();
  await log.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  const jumpMs = await page
    .getByText(last, { exact: true })
    .waitFor({ timeout: JUMP_MS })
    .then(
      () => performance.now() - begun,
      () => null,
    );
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  return { fps, worstMs, jumpMs, heapBytes: usedSize };
}

/** In the page: a step each picture, and the times between them. */
function scrollThrough(element: Element, { stepPx, forMs }: { stepPx: number; forMs: number }) {
  return new Promise<{ fps: number; worstMs: number }>((resolve) => {
    const times: number[] = [];
    const begun = performance.now();
    const end = () => {
      const between = times.slice(1).map((time, index) => time - (times[index] ?? time));
      resolve({ fps: (between.length / (performance.now() - begun)) * 1_000, worstMs: Math.max(0, ...between) });
    };
    setTimeout(end, 3 * forMs); // a browser that draws nothing more
    const step = (now: number) => {
      times.push(now);
      const [first = now] = times;
      if (now - first < forMs) {
        element.scrollTop += stepPx;
        requestAnimationFrame(step);
        return;
      }
      end();
    };
    requestAnimationFrame(step);
  });
}
