/** What an outage of a whole store excuses, and what the checker finds in spite of it: streams, controls, parts, health, what is left. */
import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import type { ChaosEvidence, FaultNote, HealthNote, Kind, PartNote, RunEvidence, Use } from "./evidence.ts";
import { kindsIn } from "./kindsIn.ts";
import { changeEvent, move, noEvidence, someRun, T0 } from "./someRun.ts";

const outage = (from: number, to: number, more: Partial<FaultNote> = {}): FaultNote => ({
  at: T0 + from,
  kind: "killStore",
  worker: null,
  store: "postgres",
  pid: 7,
  mendedAt: T0 + to,
  ...more,
});

async function sharedKinds(evidence: Partial<ChaosEvidence>): Promise<Kind[]> {
  async function* one(): AsyncGenerator<RunEvidence> {
    yield someRun();
  }
  const starts = [{ index: 0, at: T0, runId: "r_1", answers: [202] }];
  const { findings } = await check(one(), { ...noEvidence, starts, ...evidence });
  return [...new Set(findings.map(({ kind }) => kind))];
}

describe("a stream of Redis", () => {
  const redis = (from: number, kind: string) => outage(from, from + 100, { store: "redis", kind });
  const gone = { ...someRun(), stream: null };
  const short = { ...someRun(), stream: someRun().stream?.slice(0, -1) ?? null };

  it.each(["flush", "killStore", "evict"])(
    "may be gone, or lack its end, when a %s came after the run's end",
    (kind) => {
      const faults = [redis(9_000, kind)];
      expect([kindsIn(gone, { faults }), kindsIn(short, { faults })]).toEqual([[], []]);
    },
  );

  it("is whole when Redis lost something while the run was under way, or was only away", () => {
    for (const fault of [redis(1_000, "flush"), redis(9_000, "freezeStore"), redis(9_000, "full")])
      expect(kindsIn(gone, { faults: [fault] })).toEqual(["stream"]);
  });

  it("never holds another event than the archive", () => {
    const other = someRun().stream?.map((entry) => ({ ...entry, event: { ...entry.event, ts: "another" } })) ?? null;
    expect(kindsIn({ ...someRun(), stream: other }, { faults: [redis(9_000, "flush")] })).toEqual(["stream"]);
  });
});

describe("a control", () => {
  const control = { runId: "r_1", action: "resume", mode: null, expectedStatus: null } as const;

  it("may be answered 503 while Postgres is away, not otherwise", () => {
    const note = { ...control, sentAt: T0 + 3_400, answeredAt: T0 + 3_500, http: 503, said: "service_unavailable" };
    expect(kindsIn(someRun(), { controls: [note] })).toEqual(["control"]);
    expect(kindsIn(someRun(), { controls: [note], faults: [outage(3_000, 3_450)] })).toEqual([]);
    expect(kindsIn(someRun(), { controls: [note], faults: [outage(3_000, 3_450, { store: "redis" })] })).toEqual([
      "control",
    ]);
  });

  it("may see the row as it was before a move that Postgres had noted, and not committed, when it stood still", () => {
    const asked = { ...control, action: "pause" as const, sentAt: T0 + 2_500, answeredAt: T0 + 9_000, http: null };
    const refused = { ...control, sentAt: T0 + 8_000, answeredAt: T0 + 9_000, http: 409, said: "illegal_transition" };
    const moves = [...someRun().moves.slice(0, 3), { ...move(4, { from: "running", to: "pausing" }), at: T0 + 3_100 }];
    const controls = [{ ...asked, said: null }, refused];
    const found = (faults: FaultNote[]) =>
      kindsIn({ ...someRun(), status: "pausing", moves }, { controls, faults }).includes("control");
    expect(found([])).toBe(true);
    expect(found([outage(3_050, 8_900, { kind: "freezeStore" })])).toBe(false);
    expect(found([outage(-60_000, -50_000, { kind: "freezeStore" })])).toBe(true);
  });
});

describe("a part", () => {
  const ended: PartNote = { at: T0, part: "web", pid: 7, aliveMs: 900, kind: "ended", what: "ended by itself" };

  it("may end at its start while Postgres is away, and not because of Redis, nor later", async () => {
    const faults = [outage(-1_000, 500)];
    expect(await sharedKinds({ parts: [ended], faults })).toEqual([]);
    expect(await sharedKinds({ parts: [{ ...ended, aliveMs: 90_000 }], faults })).toEqual(["process"]);
    expect(await sharedKinds({ parts: [ended], faults: [outage(-1_000, 500, { store: "redis" })] })).toEqual([
      "process",
    ]);
  });

  it("may end so late only because it stood still while it started", async () => {
    const late = { ...ended, part: "worker-1", aliveMs: 60_000 };
    const away = outage(-59_000, -40_000);
    const frozen = outage(-58_000, -1_000, { kind: "freeze", store: null, worker: 1 });
    expect(await sharedKinds({ parts: [late], faults: [away] })).toEqual(["process"]);
    expect(await sharedKinds({ parts: [late], faults: [away, frozen] })).toEqual([]);
    expect(await sharedKinds({ parts: [late], faults: [away, { ...frozen, worker: 2 }] })).toEqual(["process"]);
  });
});

describe("a run whose workers nobody touched", () => {
  const alone = [outage(0, 2_000), outage(60_000, 62_000, { store: "redis" })];
  const takenOver = changeEvent(someRun(), 6, { type: "run_recovered" });
  const given = { ...someRun(), gaps: [{ from: 99, to: 1_024, reason: "redis_lost" }] };

  it("is never taken over, and no number of it is given up, while one store at a time is away", () => {
    expect(kindsIn(someRun(), { faults: alone })).toEqual([]);
    expect(kindsIn(takenOver, { faults: alone })).toContain("end");
    expect(kindsIn(given, { faults: alone })).toEqual(["lost"]);
  });

  it("may be when both are away, or when a worker was hit", () => {
    const both = [outage(0, 2_000), outage(1_000, 62_000, { store: "redis" })];
    const killed = outage(90_000, 91_000, { kind: "kill", store: null, worker: 1 });
    for (const faults of [both, [...alone, killed]]) expect(kindsIn(given, { faults })).toEqual([]);
  });
});

describe("health", () => {
  const note = (at: number, more: Partial<HealthNote> = {}): HealthNote => ({
    askedAt: T0 + at,
    answeredAt: T0 + at + 100,
    http: 200,
    postgres: true,
    redis: true,
    ...more,
  });
  const faults = [outage(0, 10_000, { store: "redis", kind: "freezeStore" })];

  it("is right when it says what is away, a moment later, and that all is well afterwards", async () => {
    const health = [note(100), note(5_000, { http: 503, redis: false }), note(60_000)];
    expect(await sharedKinds({ faults, health })).toEqual([]);
  });

  it.each<[string, HealthNote]>([
    ["it says that a store is there that is not", note(5_000)],
    ["it knows it and answers 200", note(5_000, { redis: false })],
    ["it still says so when everything was mended", note(60_000, { http: 503, redis: false })],
  ])("is wrong when %s", async (_what, wrong) => {
    expect(await sharedKinds({ faults, health: [wrong] })).toEqual(["health"]);
  });
});

describe("what is left", () => {
  /** From 200 MB and no connection at all to this. */
  const use = (names: Record<string, number> | null, webBytes: number | null): Use => ({
    memory: [200e6, webBytes].map((web) => ({ at: T0, bytes: { web, "worker-0": 1, "worker-1": 1 } })),
    connections: [{}, names].map((now) => ({ at: T0, names: now })),
  });
  const resting = { "codi-publish": 5, "codi-read": 3, "codi-wake": 2 };

  it("is nothing when each process has the connections of one that rests", async () => {
    expect(await sharedKinds({ use: use(resting, 300e6) })).toEqual([]);
  });

  it.each<[string, Use]>([
    ["a connection that waits for controls", use({ ...resting, "codi-control": 1 }, 200e6)],
    ["a second reader", use({ ...resting, "codi-tail": 1 }, 200e6)],
    ["one more of a kind", use({ ...resting, "codi-publish": 6 }, 200e6)],
    ["memory", use(resting, 900e6)],
    ["no web", use(resting, null)],
    ["no Redis", use(null, 200e6)],
  ])("is found: %s", async (_what, left) => {
    expect(await sharedKinds({ use: left })).toEqual(["leak"]);
  });
});
