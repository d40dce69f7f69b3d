/** A turn that prints all the time while its Postgres is killed, and while it stands still. */
import { killablePostgres } from "#server/testing/killablePostgres.ts";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, it, vi } from "vitest";
import { askRoute } from "#server/testing/askRoute.ts";
import { startSteadyTurn } from "#server/testing/steadyTurn.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";

const { root, newWorker } = await testWorkers();
vi.setConfig({ testTimeout: 120_000 });
afterAll(() => killablePostgres.stop());

const health = async (): Promise<unknown> => (await askRoute("GET", "/api/health")).json();
const OUTAGE_MS = 12_000; // longer than any statement may take

it("a Postgres that was killed: viewers live on from Redis, and the archive has all of it when it is back", async () => {
  const turn = await startSteadyTurn(root, await newWorker());
  await killablePostgres.kill();
  expect(await health()).toMatchObject({ ok: false, postgres: false, redis: true });
  await turn.untilSeenMore(5_000);
  await sleep(OUTAGE_MS / 2);
  await turn.untilSeenMore(5_000);
  await killablePostgres.start();
  await vi.waitFor(async () => expect(await health()).toMatchObject({ ok: true }), 20_000);
  await turn.untilSeenMore(5_000);
  await turn.expectWhole();
});

it("a Postgres that stands still: viewers live on from Redis, and what was on its way is written once", async () => {
  const turn = await startSteadyTurn(root, await newWorker());
  killablePostgres.freeze();
  expect(await health()).toMatchObject({ ok: false, postgres: false, redis: true });
  await sleep(OUTAGE_MS);
  await turn.untilSeenMore(5_000);
  killablePostgres.thaw();
  await vi.waitFor(async () => expect(await health()).toMatchObject({ ok: true }), 20_000);
  await turn.untilSeenMore(5_000);
  await turn.expectWhole();
});
