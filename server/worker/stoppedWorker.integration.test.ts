/** A worker that stands still past its lease, or loses sight of both stores: another one goes on, and the first one does no harm. */
import { access, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, expect, it, vi } from "vitest";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { database } from "#server/store/records/database.ts";
import { outputSize } from "#server/store/records/outputStore.ts";
import {
  addProfile,
  addScript,
  control,
  eventsOf,
  isContiguous,
  startIn,
  story,
  untilInTurn,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { livingTurns, watchTurns } from "#server/testing/markedTurns.ts";
import type { TestWorker } from "#server/testing/startWorker.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";
import { letGo, startInTurn } from "#server/testing/waitingRuns.ts";
import { spoolFolder } from "./spoolFolder.ts";

const { root, newWorker, newRelays } = await testWorkers();
let printsOn: string;

beforeAll(async () => {
  printsOn = await addScript("echo ready; while [ ! -e go ]; do echo on; sleep 0.05; done");
});
const inTurn = () => startInTurn(root, { profile: printsOn });
const soon = { timeout: 25_000, interval: 20 };
const untilRecovered = (runId: string) =>
  vi.waitFor(async () => expect(story(await eventsOf(runId))).toContain("run_recovered"), soon);
const claimOf = async (runId: string) => (await database().run.findUniqueOrThrow({ where: { id: runId } })).claim;
const idOf = async ({ pid }: TestWorker) => (await database().worker.findFirstOrThrow({ where: { pid } })).id;

const recovered = [
  "run_started",
  "turn_started",
  "turn_failed",
  "worker_lost",
  "run_recovered",
  "turn_started",
  "turn_completed",
  "run_completed",
];

it("a worker that was stopped past its lease writes nothing more, leaves its successor's child alone, and serves other runs", async () => {
  const lease = { CODI_LEASE_MS: "3000" };
  const stopped = await newWorker(lease);
  const run = await inTurn();
  const [firstTurn] = await livingTurns(run.runId);
  const successor = await newWorker(lease);
  const watch = watchTurns(run.runId);
  stopped.signal("SIGSTOP");
  await untilRecovered(run.runId);
  const isSecondTry = (event: RunEvent) => event.type === "turn_started" && event.try === 2;
  await vi.waitFor(async () => expect((await eventsOf(run.runId)).some(isSecondTry)).toBe(true), soon);
  const [secondTurn] = await livingTurns(run.runId);
  expect(secondTurn).not.toBe(firstTurn);
  const claim = await claimOf(run.runId);

  stopped.signal("SIGCONT");
  await vi.waitFor(() => expect(stopped.log()).toContain("run lost to another claim"), soon);
  expect(await livingTurns(run.runId)).toEqual(new Set([secondTurn]));
  expect(await claimOf(run.runId)).toBe(claim);
  await letGo(run);
  expect(await untilSettled(run.runId)).toMatchObject({ status: "completed", workerId: await idOf(successor) });
  await watch.stop();
  expect(watch.mostAtOnce()).toBe(1);
  expect(watch.seen).toEqual(new Set([firstTurn, secondTurn]));
  const events = await eventsOf(run.runId);
  expect(story(events)).toEqual(recovered);
  expect(isContiguous(events)).toBe(true);
  expect(events.filter((event) => event.type === "turn_started")).toMatchObject([{ try: 1 }, { try: 2 }]);

  await successor.stop();
  const next = await inTurn();
  await letGo(next);
  expect(await untilSettled(next.runId)).toMatchObject({ status: "completed", workerId: await idOf(stopped) });
});

it.each(["cut", "hang"] as const)(
  "a worker whose stores both $0 ends its own child before another one may take over",
  async (fault) => {
    const leaseMs = 6_000;
    const lease = { CODI_LEASE_MS: String(leaseMs) };
    const own = await newRelays();
    const alone = await newWorker({ ...lease, ...own.settings });
    const run = await inTurn();
    await newWorker(lease);
    const watch = watchTurns(run.runId);
    await Promise.all([own.postgres[fault](), own.redis[fault]()]);
    const awaySince = performance.now();
    await vi.waitFor(async () => expect((await livingTurns(run.runId)).size).toBe(0), soon);
    // The last renewal may be as old as the time between two.
    expect(performance.now() - awaySince).toBeLessThanOrEqual((leaseMs * 25) / 30 + 500);
    await untilRecovered(run.runId);
    // It may have to wait for the store's answer first, and that never comes.
    await vi.waitFor(() => expect(alone.log()).toContain("run lost to another claim"), soon);
    await letGo(run);
    expect(await untilSettled(run.runId)).toMatchObject({ status: "completed" });
    await watch.stop();
    expect(watch.mostAtOnce()).toBe(1);
    const events = await eventsOf(run.runId);
    expect(story(events)).toEqual(recovered);
    // It was gone before the other one looked for it.
    expect(events.find((event) => event.type === "worker_lost")).toMatchObject({ left: [] });
  },
);

it.each(["postgres", "redis"] as const)(
  "a worker that is cut off from %s alone for two leases keeps its run",
  async (store) => {
    const lease = { CODI_LEASE_MS: "3000" };
    const own = await newRelays();
    const alone = await newWorker({ ...lease, ...own.settings });
    const run = await inTurn();
    await newWorker(lease);
    const claim = await claimOf(run.runId);
    await own[store].cut();
    await sleep(6_000); // nothing happens, and that is what is to be seen
    expect(await claimOf(run.runId)).toBe(claim);
    expect((await livingTurns(run.runId)).size).toBe(1);
    await own[store].mend();
    await letGo(run);
    expect(await untilSettled(run.runId)).toMatchObject({ status: "completed", workerId: await idOf(alone) });
    const events = await eventsOf(run.runId);
    expect(story(events)).toEqual(["run_started", "turn_started", "turn_completed", "run_completed"]);
    expect(isContiguous(events)).toBe(true);
  },
);

it("a worker that was stopped between the record of its turn and the child starts none when its run has gone on", async () => {
  const place = join(root, "slow-codex");
  await mkdir(place);
  const codex = join(place, "codex");
  const script = [
    "#!/bin/sh",
    `cd ${place}`,
    'if [ "$1" = --version ]; then touch asked-$PPID; while [ ! -e go ]; do sleep 0.05; done; echo codex-cli 1; exit; fi',
    "echo $PPID >> executed",
    "exec sleep 600",
  ];
  await writeFile(codex, script.join("\n"), { mode: 0o755 });
  const settings = { CODI_LEASE_MS: "3000", CODI_CODEX_BIN: codex };
  const stopped = await newWorker(settings);
  const { runId } = await startIn(root, { maxTurns: 1 });
  const asked = (worker: TestWorker) => vi.waitFor(() => access(join(place, `asked-${worker.pid}`)), soon);
  await asked(stopped);
  stopped.signal("SIGSTOP");
  const successor = await newWorker(settings);
  await asked(successor);
  await writeFile(join(place, "go"), "");
  const executed = () => readFile(join(place, "executed"), "utf8");
  await vi.waitFor(async () => expect(await executed()).toBe(`${successor.pid}\n`), soon);
  stopped.signal("SIGCONT");
  await vi.waitFor(() => expect(stopped.log()).toContain("run lost to another claim"), soon);
  expect(await executed()).toBe(`${successor.pid}\n`);
  await control(runId, "cancel");
  await untilSettled(runId);
});

const standsStill = (where: string) => ({
  NODE_OPTIONS: `--import ${join(process.cwd(), "server", "testing", "fakes", "standsStill.mjs")}`,
  STAND_STILL: where,
});

it("a worker that was stopped in the middle of starting its child ends it at once when its run has gone on", async () => {
  const executed = join(root, "executed-by");
  const command = join(root, "starts-slowly.sh");
  await writeFile(command, `#!/bin/sh\nsleep 0.2\necho $PPID >> ${executed}\nexec sleep 600\n`, { mode: 0o755 });
  const lease = { CODI_LEASE_MS: "3000" };
  const stopped = await newWorker({
    ...lease,
    ...standsStill(`spawn ${command}`),
  });
  const { runId } = await startIn(root, { profile: await addProfile([command]), maxTurns: 1 });
  await vi.waitFor(() => expect(stopped.log()).toContain("stands still"), soon);
  const successor = await newWorker(lease);
  await vi.waitFor(async () => expect(await readFile(executed, "utf8")).toBe(`${successor.pid}\n`), soon);
  stopped.signal("SIGCONT");
  await vi.waitFor(() => expect(stopped.log()).toContain("run lost to another claim"), soon);
  expect((await livingTurns(runId)).size).toBe(1);
  expect(await readFile(executed, "utf8")).toBe(`${successor.pid}\n`);
  await control(runId, "cancel");
  await untilSettled(runId);
});

it("what a worker reads of its child after its run has gone on is stored by nobody", async () => {
  const lease = { CODI_LEASE_MS: "3000" };
  const stopped = await newWorker({ ...lease, ...standsStill("spool") });
  const run = await startIn(root, { profile: printsOn, maxTurns: 1 });
  await vi.waitFor(() => expect(stopped.log()).toContain("stands still"), soon);
  const successor = await newWorker(lease);
  await untilInTurn(run.runId);
  await letGo(run);
  await untilSettled(run.runId);
  await successor.stop();
  const stdout = () => outputSize(run.runId, { turn: 1, stream: "stdout" });
  const stored = await stdout();
  stopped.signal("SIGCONT");
  await vi.waitFor(() => expect(stopped.log()).toContain("run lost to another claim"), soon);
  await stopped.stop();
  expect(await readdir(spoolFolder())).toEqual([]);
  await newWorker(lease); // it stores what lies there
  expect(await stdout()).toEqual(stored);
});
