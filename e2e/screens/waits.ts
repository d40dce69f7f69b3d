/** Waiting until a page is what it will be: something is seen, keys are listened to, nothing moves any more. */
import type { Locator, Page } from "@playwright/test";

const STILL_MS = 300;
const STILL_AT_MOST_MS = 4_000;
const UNROLLED_MAX = 2_400; // higher than that nobody looks at it

export async function seen(locator: Locator): Promise<void> {
  await locator.and(locator.page().locator(":visible")).first().waitFor();
}

/** Keys reach a page only once its scripts run. */
export async function pressWhenReady(page: Page, key: string): Promise<void> {
  await still(page);
  await page.keyboard.press(key);
}

/** `g r` are two strokes. */
export async function byKeys(page: Page, strokes: string): Promise<void> {
  await still(page);
  for (const stroke of strokes.split(" ")) await page.keyboard.press(stroke);
}

/** Fonts are there and the document has not changed for a moment; a page that never rests is taken as it is. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(
    async ({ quietMs, mostMs }) => {
      await document.fonts.ready;
      await new Promise<void>((resolve) => {
        let timer = setTimeout(done, quietMs);
        const most = setTimeout(done, mostMs);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(done, quietMs);
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
        function done() {
          observer.disconnect();
          clearTimeout(timer);
          clearTimeout(most);
          resolve();
        }
      });
    },
    { quietMs: STILL_MS, mostMs: STILL_AT_MOST_MS },
  );
}

/** As high a window as it takes to see everything that scrolls inside the page. */
export async function unroll(page: Page): Promise<void> {
  const size = page.viewportSize();
  if (!size) return;
  const hidden = await page.evaluate(() =>
    Math.max(0, ...[...document.querySelectorAll("*")].map((part) => part.scrollHeight - part.clientHeight)),
  );
  await page.setViewportSize({ ...size, height: size.height + Math.min(hidden, UNROLLED_MAX) });
}
