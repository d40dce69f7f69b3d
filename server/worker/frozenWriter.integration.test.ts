/** Every kind of write of a holder, caught on its way to the store while the holder stands still: once another worker has taken the run over, it changes nothing any more. */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { endsRun } from "#server/domain/runEvents.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { appendEventsLua } from "#server/store/live/lua/appendEventsLua.ts";
import { leaseScripts } from "#server/store/live/lua/leaseScripts.ts";
import { mirrorRunLua } from "#server/store/live/lua/mirrorRunLua.ts";
import { trimStreamLua } from "#server/store/live/lua/trimStreamLua.ts";
import { closeRedis } from "#server/store/live/redis.ts";
import { readStream } from "#server/store/live/runEventLog.ts";
import { database } from "#server/store/records/database.ts";
import {
  addScript,
  eventsOf,
  isContiguous,
  makeRoot,
  startIn,
  type Started,
  untilInTurn,
  untilRun,
  untilSettled,
} from "#server/testing/commandRuns.ts";
import { type HeldBack } from "#server/testing/cuttableTcp.ts";
import { calls, commitAfter, type HolderWrite, holderWrites } from "#server/testing/holderWrites.ts";
import { livingTurns, watchRuns } from "#server/testing/markedTurns.ts";
import { openOwnRelays, type OwnRelays } from "#server/testing/ownRelays.ts";
import { startWorker, type TestWorker } from "#server/testing/startWorker.ts";
import { storedRun } from "#server/testing/storedRun.ts";

// Many real processes at once: on a busy machine they take their time. All of them are frozen within one lease.
const LEASE_MS = 12_000;
vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

type Kind = {
  write: string;
  /** Who of the holders makes it: one has one connection to Redis for writes, and once that is kept back it shows nothing else. */
  holder: string;
  store: "postgres" | "redis";
  /** What makes the holder do it: the run's start, a file that its child sees, or nothing but time. */
  when: "start" | "tick" | "flood" | "go" | "time";
  isIt: HolderWrite;
  turns?: 1;
  /** The successor does not finish the run but holds it, in a turn: locks matter only while somebody has one. */
  whileHeld?: true;
  /** It is the holder's last word: the run is not lost, and the next turn is somebody else's. */
  released?: true;
};

const inPostgres = (holder: string, write: string, given: Pick<Kind, "when" | "isIt" | "turns">): Kind => ({
  write,
  holder,
  store: "postgres",
  ...given,
});
const inRedis = (write: string, given: Pick<Kind, "when" | "isIt" | "whileHeld" | "released">): Kind => ({
  write,
  holder: write,
  store: "redis",
  ...given,
});

const kinds: Kind[] = [
  inPostgres("begins", "the beginning of the run", { when: "start", isIt: holderWrites.runBegins }),
  inPostgres("begins", "the beginning of the turn", { when: "start", isIt: holderWrites.turnBegins }),
  inPostgres("begins", "the turn's row, its transaction open", {
    when: "start",
    isIt: holderWrites.turnRow,
  }),
  inPostgres("writes", "an archive flush", { when: "tick", isIt: holderWrites.archiveFlush }),
  inPostgres("writes", "a reservation of seqs", {
    when: "flood",
    isIt: holderWrites.seqs,
  }),
  inPostgres("writes", "a chunk of output", { when: "tick", isIt: holderWrites.output }),
  inPostgres("ends", "the end of the turn", { when: "go", isIt: holderWrites.turnEnds }),
  inPostgres("ends", "the COMMIT of the turn's end", { when: "go", isIt: commitAfter(holderWrites.turnEnds) }),
  inPostgres("ends", "the end of the run", { when: "go", isIt: holderWrites.runEnds, turns: 1 }),
  inRedis("the first set of the lock", { when: "start", isIt: calls(leaseScripts.take), whileHeld: true }),
  inRedis("a renewal of the lock", { when: "time", isIt: calls(leaseScripts.renew), whileHeld: true }),
  inRedis("an append of events", { when: "tick", isIt: calls(appendEventsLua) }),
  inRedis("a trim of the stream", { when: "flood", isIt: calls(trimStreamLua) }),
  inRedis("the mirror in meta", { when: "tick", isIt: calls(mirrorRunLua) }),
  inRedis("the release of the lock", {
    when: "go",
    isIt: calls(leaseScripts.release),
    whileHeld: true,
    released: true,
  }),
];

type Holder = { site: string; relays: OwnRelays; worker: TestWorker };
type Case = Kind & Holder & { run: Started; held: HeldBack };
type Stored = Awaited<ReturnType<typeof storedRun>>;

let root: string;
let profile: string;
let successor: TestWorker | undefined;
const watch = watchRuns(50);
const holders = new Map<string, Holder>();
const cases: Case[] = [];
const before = new Map<string, Stored>();
const after = new Map<string, Stored>();

const common = { CODI_LEASE_MS: String(LEASE_MS), CODI_WORKER_CONCURRENCY: "32", CODI_STREAM_MAXLEN: "100" };
const soon = { timeout: 60_000, interval: 50 };
const touch = (run: Started, name: string) => writeFile(join(run.workingDir, name), "");
const all = <T>(work: (one: Case) => Promise<T>, of = cases) => Promise.all(of.map(work));

async function startHolder(name: string): Promise<void> {
  const relays = await openOwnRelays();
  const worker = await startWorker({ ...common, CODI_SITES: name, ...relays.settings });
  holders.set(name, { site: name, relays, worker });
}

/** Nobody serves the site that a run begins with: what must be ready before a holder takes it can be. */
async function place(kind: Kind): Promise<Case> {
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
  for (const kind of kinds) cases.push(await place(kind));
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
  root = await makeRoot();
  const flood = `i=0; while [ $i -lt 800 ]; do echo '{"__cody_event__":{"type":"file_read","path":"a","bytes":1}}'; i=$((i+1)); done`;
  profile = await addScript(
    `echo ready; while [ ! -e go ]; do if [ -e tick ]; then rm tick; echo tick; fi; if [ -e flood ]; then rm flood; ${flood}; fi; sleep 0.05; done; rm go; echo bye`,
  );
  const names = [...new Set(kinds.map(({ holder }) => holder))];
  // Three at a time: more of them only wait for each other.
  const lanes = Array.from({ length: 3 }, async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) await startHolder(name);
  });
  await Promise.all(lanes);
  await freezeAll();
  successor = await startWorker({ ...common, CODI_SITES: "successor" });
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
  await Promise.all([...holders.values()].map(({ worker }) => worker.stop()));
  await successor?.stop();
  await Promise.all([...holders.values()].map(({ relays }) => relays.close()));
  await watch.stop();
  await Promise.all([closeRedis(), database().$disconnect()]);
});

describe.each(kinds)("$write", ({ write, whileHeld }) => {
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
