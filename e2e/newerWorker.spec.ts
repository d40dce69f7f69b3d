/** A worker that is newer than the pages: what they do not know they show as it was written, and count. */
import { gzipSync } from "node:zlib";
import { Redis } from "ioredis";
import { Client } from "pg";
import { untilAlive } from "./support/alive.ts";
import { expect, test } from "./support/codi.ts";
import type { Codi } from "./support/codi.ts";
import { placesOfRun, placesWithoutRun } from "./support/everyPage.ts";
import { addProfile } from "./support/profiles.ts";
import { openRun } from "./support/runPage.ts";
import { readEvents, readRun, startRun } from "./support/runs.ts";

const NAME = "Run by a newer worker";

const first = [
  { type: "run_started", config: {} },
  { type: "turn_started", turn: 1, try: 1, pid: 7, promptBytes: 1, promptHash: "h", mood: "calm" },
  { type: "subprocess_output", turn: 1, stream: "stdout", text: "before\n", offset: 0 },
  { type: "run_hibernated", dream: "of electric sheep" },
];
const more = [
  {
    type: "turn_item",
    turn: 1,
    phase: "completed",
    itemId: "x",
    item: { type: "hologram", of: "a lake" },
    codex: null,
  },
  { type: "turn_item", turn: 1, phase: "completed", itemId: "y", item: { type: "message" }, codex: null },
  { type: "file_written", turn: 1, path: "a.md", bytes: 3, sha256: "0", scent: "pine" },
  {
    type: "turn_failed",
    turn: 1,
    try: 1,
    exitCode: null,
    signal: null,
    error: { code: "dream_error", message: "Woke." },
  },
  { type: "run_paused", reason: "solstice", actor: { kind: "moon", id: "m", name: "Moon" } },
  { type: "subprocess_output", turn: 1, stream: "stdout", text: "after\n", offset: 7 },
];

/** A run that our worker may not take, with what a newer one writes for it. */
async function newerRun(codi: Codi) {
  const profile = await addProfile(codi, ["true"]);
  const client = new Client({ connectionString: codi.databaseUrl });
  const redis = new Redis(codi.redisUrl);
  await client.connect();
  await client.query("UPDATE profile SET run_limit = 0 WHERE name = $1", [profile]);
  const runId = await startRun(codi, { profile, name: NAME });
  let seq = 0;
  const number = (bodies: { type: string }[]) =>
    bodies.map((body) => ({ ...body, ts: new Date().toISOString(), runId, seq: ++seq }));
  return {
    runId,
    async say(bodies: { type: string }[]): Promise<void> {
      for (const event of number(bodies)) {
        const { type, ts } = event;
        const fields = { type, ts, runId, payload: JSON.stringify(event) };
        await redis.xadd(`codi:api:run:${runId}:events`, `${event.seq}-0`, ...Object.entries(fields).flat());
      }
    },
    /** What Redis has so far, as the archive keeps it. */
    async archive(): Promise<void> {
      const entries = await redis.xrange(`codi:api:run:${runId}:events`, "-", "+");
      const text = Buffer.from(entries.map(([, fields]) => fields[fields.indexOf("payload") + 1]).join("\n"));
      await client.query(
        `INSERT INTO event_chunk (run_id, first_seq, last_seq, first_row, rows, bytes, content)
         VALUES ($1, 1, $2, 0, $2, $3, $4)`,
        [runId, seq, text.length, gzipSync(text)],
      );
      await client.query("UPDATE run SET archived_to = $2, seq_reserved = $2 WHERE id = $1", [runId, seq]);
    },
    set: (columns: string) =>
      client.query(`UPDATE run SET rev = rev + 1, updated_at = now(), ${columns} WHERE id = $1`, [runId]),
    /** Every list that stands open. */
    tell: ({ streamKey: _key, config: _config, ...summary }: { rev: number; [field: string]: unknown }) =>
      redis.xadd("codi:api:feed", "*", "runId", runId, "rev", summary.rev, "summary", JSON.stringify(summary)),
    async close(): Promise<void> {
      await client.query("UPDATE run SET status = 'queued', published_status = 'queued', error = NULL WHERE id = $1", [
        runId,
      ]);
      await client.end();
      redis.disconnect();
    },
  };
}

test("events, items and words of a newer worker are shown as they are, live and later, and nothing is missing", async ({
  codi,
  page,
}) => {
  const newer = await newerRun(codi);
  try {
    await newer.say(first);
    const run = await openRun(page, newer.runId);
    await expect(run.log.getByText("before", { exact: true })).toBeVisible();
    await expect(run.log.getByText("of electric sheep")).toBeVisible();
    // Live, to a page that stands open.
    await newer.say(more);
    await expect(run.log.getByText("after", { exact: true })).toBeVisible();
    await expect(run.log.getByText("hologram").first()).toBeVisible();
    await run.untilReceived(first.length + more.length);
    await run.untilComplete("Live");

    await newer.archive();
    const told = await readEvents(codi, newer.runId);
    expect(told.map(({ ts: _ts, runId: _id, seq: _seq, ...body }) => body)).toEqual([...first, ...more]);

    await page.goto(`/runs/${newer.runId}`);
    const transcript = page.getByRole("list", { name: "Activity" });
    await expect(transcript.getByText("run_hibernated", { exact: true })).toBeVisible();
    await expect(transcript.getByText("hologram", { exact: true })).toBeVisible();
  } finally {
    await newer.close();
  }
});

test("a run whose status, outcome and reasons are unknown stands on every page under their own names", async ({
  codi,
  page,
}) => {
  const newer = await newerRun(codi);
  try {
    await newer.say([...first, ...more]);
    await newer.archive();
    await newer.set(`status = 'hibernating', outcome = 'transcended', stop_reason = 'enough', pause_reason = 'solstice',
      waiting_code = 'eclipse', started_at = now(), current_turn = 1,
      error = '{"code":"dream_error","message":"It woke up.","retryable":true}'`);
    for (const place of [...placesWithoutRun, ...placesOfRun({ runId: newer.runId, name: NAME })]) {
      await page.goto(place.path);
      await place.ready(page);
      await untilAlive(page);
    }
    await page.goto(`/runs/${newer.runId}`);
    await expect(page.getByTestId("run-status")).toHaveText("hibernating");
    await expect(page.getByTestId("run-outcome")).toContainText("transcended");
    await page.goto("/runs");
    const row = page.getByRole("row").filter({ hasText: NAME });
    await expect(row.getByText("hibernating")).toBeVisible();

    // A list that stands open learns such words too.
    await untilAlive(page);
    const run = await readRun(codi, newer.runId);
    const waiting = { code: "eclipse", text: "Waits for the eclipse.", until: null };
    await newer.tell({ ...run, rev: run.rev + 1, status: "daydreaming", held: false, waiting });
    await expect(row.getByText("daydreaming")).toBeVisible();
  } finally {
    await newer.close();
  }
});
