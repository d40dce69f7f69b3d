/** Before a run is started the form says whether it would wait: the fleet's answers are changed on their way to the page. */
import type { Page } from "@playwright/test";
import type { WorkerView } from "#server/domain/run.ts";
import { expect, test } from "./support/codi.ts";

const rail = (page: Page) => page.getByRole("complementary", { name: "What will happen" });

const turn: WorkerView["doing"][number] = {
  runId: "r_00000000-0000-4000-8000-000000000000",
  number: 1,
  name: "Busy",
  status: "running",
  turn: 1,
  turnStartedAt: null,
};

type Fleet = { slots: number; used: number; line: number };

/** Both questions often go out in one batch, so both answers are changed in one place. What is said may change later. */
async function fleetSays(page: Page, fleet: Fleet | null): Promise<(next: Fleet) => void> {
  let now = fleet;
  const changes: Record<string, (data: unknown) => unknown> = {
    "workers.list": (workers) =>
      (now ? (workers as WorkerView[]).slice(0, 1) : []).map((worker) => ({
        ...worker,
        online: true,
        draining: false,
        slots: now?.slots,
        doing: Array.from({ length: now?.used ?? 0 }, () => turn),
      })),
    "runs.waiting": () =>
      Array.from({ length: now?.line ?? 0 }, () => ({ waiting: { code: "limit", text: "", until: null } })),
  };
  const namesIn = (url: URL) => url.pathname.replace("/api/trpc/", "").split(",");
  await page.route(
    (url) => url.pathname.startsWith("/api/trpc/") && namesIn(url).some((name) => name in changes),
    async (route) => {
      const response = await route.fetch();
      const answers = (await response.json()) as { result?: { data: unknown } }[];
      namesIn(new URL(route.request().url())).forEach((name, index) => {
        const result = answers[index]?.result;
        const change = changes[name];
        if (result && change) result.data = change(result.data);
      });
      await route.fulfill({ response, json: answers });
    },
  );
  return (next) => (now = next);
}

test.afterEach(({ page }) => page.unrouteAll({ behavior: "ignoreErrors" }));

test("with a slot free it would start at once, and the free slots are counted", async ({ page }) => {
  await fleetSays(page, { slots: 6, used: 2, line: 0 });
  await page.goto("/runs/new");
  await expect(rail(page).getByText("4 of 6 slots free")).toBeVisible();
  await expect(rail(page).getByRole("heading", { name: "It would start at once" })).toBeVisible();
  await expect(rail(page).getByText("no run is waiting for a slot")).toBeVisible();
});

test("with every slot in use it waits behind those who wait, and its place changes while one looks", async ({
  page,
}) => {
  const say = await fleetSays(page, { slots: 2, used: 2, line: 2 });
  await page.goto("/runs/new");
  await expect(rail(page).getByRole("heading", { name: "It would wait, third in line" })).toBeVisible();
  await expect(rail(page).getByText("all 2 slots in use")).toBeVisible();
  await expect(rail(page).getByText("2 runs are waiting")).toBeVisible();
  say({ slots: 2, used: 2, line: 0 });
  await expect(rail(page).getByRole("heading", { name: "It would wait, first in line" })).toBeVisible();
});

test("without a worker it says so, and how to start one", async ({ page }) => {
  await fleetSays(page, null);
  await page.goto("/runs/new");
  await expect(rail(page).getByRole("heading", { name: "It would wait for a worker" })).toBeVisible();
  await expect(rail(page).getByText("none is online")).toBeVisible();
  await expect(rail(page).getByText("npm run worker")).toBeVisible();
});
