/** Answers of the server as they would be in a situation that a test cannot bring about: changed on their way to the page. */
import type { Page, Route } from "@playwright/test";

type Answer = { result?: { data: unknown } };

/** `change` gets what the server said; its own word reaches the page. Stops with the function that it answers. */
export async function changeAnswers(
  page: Page,
  procedure: string,
  change: (data: never) => unknown,
): Promise<() => Promise<void>> {
  const asksIt = (url: URL) => proceduresOf(url).includes(procedure);
  const answer = async (route: Route) => {
    const response = await route.fetch().catch(() => null);
    const body = (await response?.json().catch(() => null)) as Answer | Answer[] | null | undefined;
    if (!response || !body) return; // the test has ended meanwhile
    const at = proceduresOf(new URL(route.request().url())).indexOf(procedure);
    const changed = Array.isArray(body) ? body[at] : body;
    if (changed?.result) changed.result.data = change(changed.result.data as never);
    await route.fulfill({ response, json: body }).catch(() => undefined);
  };
  await page.route(asksIt, answer);
  return () => page.unroute(asksIt, answer);
}

/** The server cannot be reached for these questions; the page may ask in vain. */
export async function dropAnswers(page: Page, procedure: string): Promise<() => Promise<void>> {
  const asksIt = (url: URL) => proceduresOf(url).includes(procedure);
  const drop = (route: Route) => route.abort();
  await page.route(asksIt, drop);
  return () => page.unroute(asksIt, drop);
}

/** Calls go out in small batches: their names stand in the path. */
function proceduresOf(url: URL): string[] {
  const names = /^\/api\/trpc\/(.+)$/.exec(url.pathname)?.[1];
  return names ? decodeURIComponent(names).split(",") : [];
}
