/** What a connection does to a page, by routing: calls that fail or never end, streams that do not open, answers that the server did not send along. */
import type { Page, Route } from "@playwright/test";

const TRPC = "**/api/trpc/**";
const REQUEST_ID = "5f0c2d8e41b7";

const namesOf = (route: Route) =>
  decodeURIComponent(new URL(route.request().url()).pathname.split("/api/trpc/")[1] ?? "").split(",");

type Answer = { error: { message: string; code: number; data: Record<string, unknown> } };

const refusal = (path: string): Answer => ({
  error: {
    message: "Postgres does not answer.",
    code: -32_603,
    data: { code: "service_unavailable", status: 503, httpStatus: 503, requestId: REQUEST_ID, path },
  },
});

/** These procedures answer 503; what is asked together with them is answered as ever. */
export async function refuse(page: Page, ...procedures: string[]): Promise<void> {
  await page.route(TRPC, async (route) => {
    const names = namesOf(route);
    if (!names.some((name) => procedures.includes(name))) return route.fallback();
    const others = names.every((name) => procedures.includes(name))
      ? names.map(refusal)
      : ((await (await route.fetch()).json()) as unknown[]);
    const body = others.map((answer, at) => (procedures.includes(names[at] ?? "") ? refusal(names[at] ?? "") : answer));
    await route.fulfill({ status: 207, contentType: "application/json", body: JSON.stringify(body) });
  });
}

/** These procedures are asked and never answered. */
export async function keepWaiting(page: Page, ...procedures: string[]): Promise<void> {
  await page.route(TRPC, (route) =>
    namesOf(route).some((name) => procedures.includes(name)) ? new Promise(() => undefined) : route.fallback(),
  );
}

/** No stream opens, and no call is answered: the server is away. */
export async function cutOff(page: Page): Promise<void> {
  await page.route(TRPC, (route) => route.abort("connectionrefused"));
  await page.route("**/api/health", (route) => route.abort("connectionrefused"));
}

/** No stream of these opens; calls are answered. */
export async function cutStreams(page: Page, ...procedures: string[]): Promise<void> {
  await page.route(TRPC, (route) =>
    namesOf(route).some((name) => procedures.includes(name)) ? route.abort("connectionrefused") : route.fallback(),
  );
}

/**
 * What the server read for the next page is lost on its way: the answer is renamed inside what Next sends for a
 * navigation, so that the page asks for it itself, as it does when the server's own read failed.
 */
export async function loseAnswer(page: Page, procedure: string): Promise<void> {
  const [router = "", name = ""] = procedure.split(".");
  const renamed = `${name.slice(0, -1)}_`;
  const inside = new RegExp(`(${router}\\\\*",\\\\*")${name}(?=\\\\*")`, "g");
  await page.route(
    (url) => url.searchParams.has("_rsc"),
    async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace(inside, `$1${renamed}`) });
    },
  );
}
