/** A run that floods beside one that says a line now and then, in the same worker. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { addProfile, eventsOf, fake, startIn, untilInTurn, untilSettled } from "#server/testing/commandRuns.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";

const FLOOD_BYTES = 200_000_000;
/** Half of the lines; a machine with much else to do is late with some. */
const MEDIAN_MS = 500;

const { root, newWorker } = await testWorkers({ CODI_OUTPUT_MAX_BYTES: "2000000" });

const ticks = `
  const { existsSync } = require("node:fs");
  const tick = setInterval(() => (existsSync("enough") ? clearInterval(tick) : console.log("tick " + Date.now())), 100);`;

it.each(["lines", "line"])("a run beside one that prints without end as %s is shown as soon as ever", async (kind) => {
  await newWorker();
  const beside = await startIn(root, { profile: await addProfile([process.execPath, "-e", ticks]), maxTurns: 1 });
  await untilInTurn(beside.runId, 1, "tick");
  const floods = await addProfile(fake("floodsStdout", String(FLOOD_BYTES), kind));
  const flood = await startIn(root, { profile: floods, maxTurns: 1 });
  expect((await untilSettled(flood.runId, 55_000)).status).toBe("completed");
  await writeFile(join(beside.workingDir, "enough"), "");
  expect((await untilSettled(beside.runId)).status).toBe("completed");

  const flooded = await eventsOf(flood.runId);
  const [from = 0, to = 0] = [flooded.at(0), flooded.at(-1)].map((event) => Date.parse(event?.ts ?? ""));
  const events = await eventsOf(beside.runId);
  expect(events.filter(({ type }) => type === "output_skipped")).toEqual([]);
  const late = events
    .flatMap((event) => (event.type === "subprocess_output" ? [{ at: Date.parse(event.ts), text: event.text }] : []))
    .filter(({ at }) => at >= from && at <= to)
    .map(({ at, text }) => at - Number(/^tick (\d+)$/m.exec(text)?.[1]))
    .sort((a, b) => a - b);
  expect(late.length).toBeGreaterThan(0);
  expect(late[Math.floor(late.length / 2)]).toBeLessThan(MEDIAN_MS);
});
