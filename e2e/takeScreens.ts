/** `npm run screens`: builds, fills stores of its own, and takes a picture of every page in every state. */
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser } from "@playwright/test";
import { fleetShots } from "./screens/fleetShots.ts";
import { listShots } from "./screens/listShots.ts";
import { looks, type Look } from "./screens/looks.ts";
import { foldersRoot, makeProjectFolders, removeProjectFolders } from "./screens/projectFolders.ts";
import { runShots } from "./screens/runShots.ts";
import { type Shot, type Shots, STAGES } from "./screens/shot.ts";
import type { Stages } from "./screens/stages.ts";
import { startShots } from "./screens/startShots.ts";
import { still, unroll } from "./screens/waits.ts";
import { findBrowser } from "#server/testing/browser.ts";
import { startPages } from "./support/startPages.ts";
import { useStores } from "./support/useStores.ts";

const FOLDER = join("docs", "screens");
const WAIT_MS = 15_000; // the first page of a cold server on two busy cores
const pages = { runs: listShots, run: runShots, start: startShots, fleet: fleetShots } as const satisfies Record<
  string,
  Shots
>;

type Named = { name: string; shot: Shot; look: Look };

const say = (line: string) => process.stdout.write(`${line}\n`);

/** `filters` are parts of names; none = everything. Answers how many failed. */
export async function takeScreens(filters: string[]): Promise<number> {
  const wanted = namedShots().filter(({ name }) => filters.length === 0 || filters.some((part) => name.includes(part)));
  if (wanted.length === 0) throw new Error(`No picture has a name with ${filters.join(" or ")}.`);
  await mkdir(FOLDER, { recursive: true });
  await makeProjectFolders();
  const codi = await startPages(foldersRoot, say);
  useStores(codi);
  const { openStages } = await import("./screens/stages.ts"); // its stores are looked up once, when it is read
  const stages = openStages(foldersRoot);
  const browser = await chromium.launch(await findBrowser());
  let failed = 0;
  try {
    for (const stage of STAGES) {
      const here = wanted.filter(({ shot }) => (shot.stage ?? "seeded") === stage);
      if (here.length === 0) continue;
      await stages.enter(stage);
      for (const named of here) if (!(await take(named, { browser, stages, baseURL: codi.baseUrl }))) failed += 1;
    }
  } finally {
    await browser.close();
    await stages.close();
    await codi.stop();
    await removeProjectFolders();
  }
  say(`${wanted.length - failed} pictures in ${FOLDER}${failed > 0 ? `, ${failed} failed` : ""}`);
  return failed;
}

function namedShots(): Named[] {
  return Object.entries(pages).flatMap(([page, shots]) =>
    Object.entries<Shot>(shots).flatMap(([state, shot]) =>
      looks
        .filter(({ isPhone }) => !shot.only || (shot.only === "phone") === isPhone)
        .map((look) => ({ name: `${page}-${state}-${look.ending}`, shot, look })),
    ),
  );
}

type Studio = { browser: Browser; stages: Stages; baseURL: string };

async function take({ name, shot, look }: Named, { browser, stages, baseURL }: Studio): Promise<boolean> {
  const from = Date.now();
  const path = join(FOLDER, `${name}.png`);
  const context = await browser.newContext({ ...look.options, baseURL });
  context.setDefaultTimeout(WAIT_MS);
  await context.addInitScript("globalThis.__name = (made) => made"); // compiled functions name themselves with it
  const crashes: string[] = [];
  context.on("weberror", (error) => crashes.push(error.error().message));
  try {
    // Ages are told as of the seed: the same picture comes out, however long the ones before it took.
    await context.clock.setFixedTime(stages.seededAt());
    const page = await context.newPage();
    await shot.open({ page, isPhone: look.isPhone, runId: stages.runId });
    if (shot.whole) await unroll(page);
    await still(page);
    await page.screenshot({ path, animations: "disabled", fullPage: shot.whole === true });
    if (crashes.length > 0) throw new Error(crashes.join("; "));
    say(`✓ ${name}  ${Math.round((await stat(path)).size / 1_000)} kB, ${Date.now() - from} ms`);
    return true;
  } catch (error) {
    const page = context.pages()[0];
    const failure = join("test-results", `${name}.png`);
    await page?.screenshot({ path: failure }).catch(() => undefined);
    say(`✗ ${name}  ${error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error)} (${failure})`);
    return false;
  } finally {
    await context.close();
  }
}
