/** Secrets that are planted wherever a run can meet them, and looked for wherever somebody or something can read. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as plant from "#server/testing/planted.ts";
import type { Search } from "#server/testing/planted.ts";
import { untilAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import type { Codi } from "./support/codi.ts";
import { go, placesOfRun, placesWithoutRun } from "./support/everyPage.ts";
import { addCodex, addProfile, fake } from "./support/profiles.ts";
import { readEvents, readRun, startRun, untilStatus } from "./support/runs.ts";
import { askEverything } from "./support/everyAnswer.ts";

const own = { ANY_NAME: plant.planted("run"), ODD: `plänted "run"\nand ${plant.planted("line")}` };
const ofProfile = { PROFILE_API_KEY: plant.planted("key"), PROFILE_CREDENTIAL: plant.planted("credential") };
const patterns = plant.plantedPatterns();
const bearer = plant.plantedBearer();
const pem = plant.plantedPem();
const texts = [...patterns, `Bearer ${bearer}`, plant.asPem(pem)];

const everySecret = (codi: Codi) => [
  ...Object.values(own),
  ...Object.values(ofProfile),
  ...patterns,
  bearer,
  ...pem.split("\n"),
  codi.planted,
];

const command = (id: string, aggregated_output: string, more: object) => ({
  type: "item.completed",
  item: { id, type: "command_execution", exit_code: 0, status: "completed", aggregated_output, ...more },
});

/** Everything that Codex may say, about a text. */
function aboutText(text: string, n: number): object[] {
  const item = (id: string, fields: object) => ({ type: "item.completed", item: { id: `${id}_${n}`, ...fields } });
  const colours = `${text.slice(0, 5)}\u001b[01;31m${text.slice(5, 9)}\u001b[m${text.slice(9)}`;
  const sentinel = { __cody_event__: { type: "file_written", path: `out/${text}`, bytes: 1, sha256: "0".repeat(64) } };
  return [
    item("said", { type: "agent_message", text: `It is ${text}, and ${colours}` }),
    item("thought", { type: "reasoning", text: `**${text}**\n${colours}` }),
    command(`ran_${n}`, `${colours}\r\n${text}\r\n${JSON.stringify(sentinel)}\n${"x".repeat(50_000)} ${text}\n`, {
      command: `curl -H 'x: ${text}'`,
    }),
    item("tool", {
      type: "mcp_tool_call",
      server: "s",
      tool: `t ${text}`,
      arguments: { deep: [{ text }], json: JSON.stringify({ text }) },
      result: { content: [{ type: "text", text: JSON.stringify({ inside: colours, text }) }] },
      status: "completed",
    }),
    item("broke", { type: "mcp_tool_call", server: "s", tool: "t", error: { message: text }, status: "failed" }),
    item("file", { type: "file_change", changes: [{ path: `${text}/a.txt`, kind: "add" }], status: "completed" }),
    item("search", { type: "web_search", query: `what is ${text}` }),
    item("plan", { type: "todo_list", items: [{ text, completed: false }] }),
    item("new", { type: "what_codex_invents_next", of: { text, list: [colours] } }),
    { type: "error", message: `notice ${n}: ${text}` },
  ];
}

test("no answer, no page, no store and no log shows a secret of a run, a profile or a worker", async ({
  codi,
  page,
  context,
}) => {
  test.setTimeout(180_000);
  const search = plant.searchFor(everySecret(codi));
  const [workingDir, elsewhere] = [await codi.newWorkspace(), await codi.newWorkspace()];
  const env = [...Object.keys(own), ...Object.keys(ofProfile), "PLANTED_TOKEN"];
  const said = { env, values: texts, bulk: 0, exitCode: 0 };
  await writeFile(join(workingDir, "planted.json"), JSON.stringify(said));
  const words = { env: own, mission: `Log in with ${own.ANY_NAME}.\n\nAnd with ${own.ODD}.`, maxTurns: 2 };
  const printing = await startRun(codi, {
    ...words,
    workingDir,
    profile: await addProfile(codi, fake("printsPlanted"), ofProfile),
  });
  const printed = watch(codi, printing, search);
  await expect.poll(async () => (await readRun(codi, printing)).status, { timeout: 90_000 }).toBe("completed");

  const all = [...texts, ...Object.values(own), codi.planted];
  const last = `I failed at ${all.join(" and ")}`;
  const lines = [...all.flatMap(aboutText), { type: "turn.failed", error: { message: last } }];
  const failing = await startRun(codi, {
    ...words,
    workingDir: elsewhere,
    profile: await addCodex(codi, lines, { log: `${all.join("\n")}\n`, exitCode: 1 }),
  });
  const failed = watch(codi, failing, search);
  await untilStatus(codi, failing, "failed");
  await Promise.all([printed, failed]);

  for (const runId of [printing, failing]) {
    await askEverything(codi, { runId, env: own }, search);
    for (const place of placesOfRun({ runId, name: "Log in with [redacted]." })) {
      const answer = await fetch(codi.baseUrl + place.path);
      search.look(`the HTML of ${place.name}`, await answer.text());
      await go(page, place);
      await lookAtPage(place.name, page, search);
    }
  }
  for (const place of placesWithoutRun) {
    search.look(`the HTML of ${place.name}`, await (await fetch(codi.baseUrl + place.path)).text());
    await go(page, place);
    await lookAtPage(place.name, page, search);
  }
  search.look("what the browser keeps", JSON.stringify(await context.storageState()));

  await plant.searchRedis(codi.redisUrl, search);
  await plant.searchPostgres(codi.databaseUrl, search);
  await plant.searchFolder(codi.dataDir, search);
  expect(search.found).toEqual([]);

  // All of it reached the log, and stands there without them.
  const [ofPrinting, ofFailing] = [await readEvents(codi, printing), await readEvents(codi, failing)];
  expect(ofPrinting.filter(({ type }) => type === "test_run_started")).toHaveLength(2 * (env.length + texts.length));
  expect(ofFailing.filter(({ type }) => type === "error")).toHaveLength(all.length);
  expect(JSON.stringify(ofFailing.at(-1))).toContain("I failed at [redacted]");
  await untilAlive(page);
});

/** The doors while the run goes on: what is shown for a moment is shown. */
async function watch(codi: Codi, runId: string, search: Search): Promise<void> {
  const stream = await fetch(`${codi.baseUrl}/api/runs/${runId}/stream?from=0-0`);
  const reading = stream.text();
  for (let over = false; !over;) {
    const answer = await (await fetch(`${codi.baseUrl}/api/runs/${runId}`)).text();
    search.look("a snapshot", answer);
    over = /"status":"(completed|failed)"/.test(answer);
    search.look("the list", await (await fetch(`${codi.baseUrl}/api/runs`)).text());
  }
  search.look("the event stream", await reading);
}

async function lookAtPage(name: string, page: import("@playwright/test").Page, search: Search): Promise<void> {
  search.look(`the page of ${name}`, await page.content());
  search.look(`the text of ${name}`, await page.locator("body").innerText());
}
