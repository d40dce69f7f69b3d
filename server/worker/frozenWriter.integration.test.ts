/** Every kind of write of a holder, caught on its way to the store while the holder stands still: once another worker has taken the run over, it changes nothing any more. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { endsRun } from "#server/domain/runEvents.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { readStream } from "#server/store/live/runEventLog.ts";
import { database } from "#server/store/records/database.ts";
import {
  addScript,
  eventsOf,
  isContiguous,
  startIn,
  type Started,
  untilInTurn,
  untilRun,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { type HeldBack } from "#server/testing/cuttableTcp.ts";
import { type FrozenWrite, frozenWrites } from "#server/testing/frozenWrites.ts";
import { livingTurns, watchRuns } from "#server/testing/markedTurns.ts";
import type { OwnRelays } from "#server/testing/ownRelays.ts";
import type { TestWorker } from "#server/testing/startWorker.ts";
import { storedRun } from "#server/testing/storedRun.ts";
import { testWorkers } from "#server/testing/testWorkers.ts";

const LEASE_MS = 12_000;

type Holder = { site: string; relays: OwnRelays; worker: TestWorker };
type Case = FrozenWrite & Holder & { run: Started; held: HeldBack };
type Stored = Awaited<ReturnType<typeof storedRun>>;

const common = { CODI_LEASE_MS: String(LEASE_MS), CODI_WORKER_CONCURRENCY: "32", CODI_STREAM_MAXLEN: "100" };
const { root, newWorker, newRelays } = await testWorkers(common, { endedAfter: "all" });
// All of them are frozen within one lease, and the first hook does it all.
vi.setConfig({ hookTimeout: 180_000 });

let profile: string;
const watch = watchRuns(50);
const holders = new Map<string, Holder>();
const cases: Case[] = [];
const before = new Map<string, Stored>();
const after = new Map<string, Stored>();

const soon = { timeout: 60_000, interval: 50 };
const touch = (run: Started, name: string) => writeFile(join(run.workingDir, name), "");
const all = <T>(work: (one: Case) => Promise<T>, of = cases) => Promise.all(of.map(work));

async function startHolder(name: string): Promise<void> {
  const relays = await newRelays();
  const worker = await newWorker({ CODI_SITES: name, ...relays.settings });
  holders.set(name, { site: name, relays, worker });
}

/** Nobody serves the site that a run begins with: what must be ready before a holder takes it can be. */
async function place(kind: FrozenWrite): Promise<Case> {
  const run = await startIn(root, { profile, maxTurns: kind.turns ?? 2 });
  const holder = holders.get(kind.holder) as Holder;
  return { ...kind, ...holder, run, held: { caught: Promise.resolve(""), letThrough: () => Promise.resolve() } };
}
const serve = ({ run, site }: Case) => database().run.update({ where: { id: run.runId }, data: { site } });

function arm(one: Case): void {
  one.held = one.relays[one.store].holdBack(one.isIt(one.run.runId));
}

async function isCaught({ held, write, worker }: Case): Promise<void> {
  const over = new AbortController();
  const late = sleep(30_000, undefined, { signal: over.signal }).then(() => {
    throw new Error(`${write} was not seen: ${worker.log()}`);
  });
  await Promise.race([held.caught, late]);
  over.abort();
  late.catch(() => undefined);
}

/** Every holder stands still the moment that all its writes are on their way. */
async function freeze(of: Case[]): Promise<void> {
  const frozen = [...holders.values()].map(async ({ worker }) => {
    const own = of.filter((one) => one.worker === worker);
    await all(isCaught, own);
    if (own.length > 0) worker.signal("SIGSTOP");
  });
  await all(async (one) => {
    if (one.when === "start") await serve(one);
    else if (one.when !== "time") await touch(one.run, one.when);
  }, of);
  await Promise.all(frozen);
}

async function freezeAll(): Promise<void> {
  for (const kind of frozenWrites) cases.push(await place(kind));
  const atStart = cases.filter(({ when }) => when === "start");
  const working = cases.filter(({ when }) => when !== "start");
  await all(serve, working);
  await all(({ run }) => untilInTurn(run.runId), working);
  for (const one of cases) arm(one);
  // One that stands still while it claims keeps the others from it for some seconds: those who must claim come first.
  await freeze(atStart);
  await freeze(working);
}

/** Until the successor's own child runs, or has. */
const untilTaken = ({ run, worker: { pid } }: Case) =>
  vi.waitFor(async () => {
    const worker = await database().worker.findFirstOrThrow({ where: { pid } });
    const row = await database().run.findUniqueOrThrow({ where: { id: run.runId } });
    const isTaken =
      row.workerId !== worker.id && (isSettled(row.status as "failed") || (row.inTurn && row.pid !== null));
    if (!isTaken) throw new Error(`Nobody has taken ${run.runId}: ${row.status}, claim ${row.claim}`);
  }, soon);

/** The successor's turns end one after the other, until the run is over or, where its lock matters, while it is held. */
async function succeed(one: Case): Promise<void> {
  const { run, whileHeld } = one;
  await untilTaken(one);
  if (whileHeld) return;
  await vi.waitFor(async () => {
    if (!existsSync(join(run.workingDir, "go"))) await touch(run, "go");
    await untilSettled(run.runId, 100);
  }, soon);
}

/** Nothing moves any more: both stores say the same, and the mirror too. */
async function untilQuiet({ run: { runId } }: Case): Promise<void> {
  await vi.waitFor(async () => {
    const { run, stream, lock, meta } = await storedRun(runId);
    expect(meta.rev).toBe(String(run.rev));
    // Whoever looks after settled runs has seen it, too.
    expect(run.streamEnded).toBe(isSettled(run.status as "failed"));
    expect(lock === null).toBe(isSettled(run.status as "failed"));
    expect(stream.at(-1)?.[0]).toBe(`${run.archivedTo}-0`);
    expect((await eventsOf(runId)).at(-1)?.seq).toBe(run.archivedTo);
  }, soon);
}

/** The holder's own word for what became of the run. */
const untilSaid = ({ worker, released, run }: Case) =>
  vi.waitFor(() => {
    const said = worker
      .log()
      .split("\n")
      .filter((line) => line.includes(run.runId));
    expect(said.join("\n")).toContain(released ? "run released" : "run lost to another claim");
  }, soon);

beforeAll(async () => {
  const flood = `i=0; while [ $i -lt 800 ]; do echo '{"__cody_event__":{"type":"file_read","path":"a","bytes":1}}'; i=$((i+1)); done`;
  profile = await addScript(
    `echo ready; while [ ! -e go ]; do if [ -e tick ]; then rm tick; echo tick; fi; if [ -e flood ]; then rm flood; ${flood}; fi; sleep 0.05; done; rm go; echo bye`,
  );
  const names = [...new Set(frozenWrites.map(({ holder }) => holder))];
  // Three at a time: more of them only wait for each other.
  const lanes = Array.from({ length: 3 }, async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) await startHolder(name);
  });
  await Promise.all(lanes);
  await freezeAll();
  await newWorker({ CODI_SITES: "successor" });
  await database().run.updateMany({ data: { site: "successor" } });
  await all(succeed);
  await all(untilQuiet);
  for (const { write, run } of cases) before.set(write, await storedRun(run.runId));
  for (const { worker } of holders.values()) worker.signal("SIGCONT");
  await all(({ held }) => held.letThrough());
  await all(untilSaid);
  for (const { write, run } of cases) after.set(write, await storedRun(run.runId));
});
afterAll(async () => {
  for (const { worker } of holders.values()) worker.signal("SIGCONT");
  await all(({ held }) => held.letThrough());
  await watch.stop();
});

describe.each(frozenWrites)("$write", ({ write, whileHeld }) => {
  const one = () => cases.find((each) => each.write === write) as Case;

  it("was caught before it arrived and changes nothing after", async () => {
    expect(await one().held.caught).not.toBe("");
    expect(after.get(write)).toEqual(before.get(write));
    // Nor does what the holder does from then on.
    await one().worker.stop();
    expect(await storedRun(one().run.runId)).toEqual(before.get(write));
  });

  it("leaves the run to its successor, with one living child at most", async () => {
    const { run, worker, turns } = one();
    const { id } = await database().worker.findFirstOrThrow({ where: { pid: worker.pid } });
    const own = await database().turn.findMany({ where: { runId: run.runId, workerId: id } });
    const living = await livingTurns(run.runId);
    expect(own.filter((turn) => living.has(turn.id))).toEqual([]);
    if (whileHeld) {
      expect(living.size).toBe(1);
      const { lock, run: row } = before.get(write) as Stored;
      expect(lock).toMatch(new RegExp(`^${row.claim}-`));
      await vi.waitFor(async () => {
        if (!existsSync(join(run.workingDir, "go"))) await touch(run, "go");
        await untilSettled(run.runId, 100);
      }, soon);
    }
    expect(await untilRun(run.runId, ({ status }) => isSettled(status))).toMatchObject({
      status: "completed",
      stopReason: "max_turns",
      stats: { turns: turns ?? 2 },
    });
    expect(watch.mostAtOnce(run.runId)).toBe(1);
    const events = await eventsOf(run.runId);
    expect(isContiguous(events)).toBe(true);
    expect(events.filter(endsRun)).toHaveLength(1);
    await vi.waitFor(
      async () => expect((await readStream(run.runId, { after: 0, limit: 5_000 })).at(-1)).toEqual(events.at(-1)),
      soon,
    );
  });
});
