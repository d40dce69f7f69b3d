import { expect, test } from "vitest";
import { toPublicConfig, RunConfig } from "#server/domain/runConfig.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { localActor } from "#server/domain/actor.ts";
import { STOP_REASONS, stopReasons } from "#server/domain/stopReasons.ts";
import { toOddity, toRunNotice } from "./runNotices.ts";

const config = toPublicConfig(RunConfig.parse({ workingDir: "/w" }));
const at = "2026-11-20T10:00:00.000Z";
const run: RunSnapshot = {
  runId: "r_1",
  number: 1,
  status: "running",
  createdAt: at,
  updatedAt: at,
  startedAt: at,
  settledAt: null,
  epicId: "e",
  currentTurn: 1,
  pid: 1,
  workerId: "w",
  workerStartedAt: at,
  name: "n",
  missionLine: null,
  project: "p",
  branch: null,
  labels: [],
  createdBy: localActor,
  parentRun: null,
  limits: config.limits,
  maxTurns: 25,
  lastActivity: { at, text: "" },
  stats: { turns: 3, tokens: 1, turnsUnknown: 0, filesChanged: 1, linesAdded: null, linesRemoved: null, durationMs: 1 },
  completion: { pattern: null, scanTailLines: 40, detected: false, line: "" },
  outcome: null,
  held: true,
  waiting: null,
  pause: null,
  stopReason: null,
  receipt: null,
  stopAfterTurn: false,
  error: null,
  pinned: false,
  logRemovedAt: null,
  rev: 1,
  lastSeq: 1,
  streamKey: "k",
  config,
};

test("a run that simply runs needs no banner", () => {
  expect(toRunNotice(run)).toBeNull();
});

test("every stop reason is said with its next step", () => {
  for (const stopReason of STOP_REASONS) {
    const notice = toRunNotice({ ...run, status: "completed", stopReason, outcome: "changed" });
    expect(notice?.text).toContain(stopReasons[stopReason].sentence);
    expect(notice?.next).toBe(stopReasons[stopReason].next);
  }
});

test("only a verified run is green", () => {
  const tone = (outcome: RunSnapshot["outcome"]) =>
    toRunNotice({ ...run, status: "completed", stopReason: "check", outcome })?.tone;
  expect(tone("verified")).toBe("positive");
  for (const outcome of ["changed", "no-op", "empty", "unknown"] as const) expect(tone(outcome)).not.toBe("positive");
});

test("an error is said in its own words, without its code and without carriage returns", () => {
  const error = { code: "subprocess_exit", message: "exit 137\rsaid twice", retryable: false } as const;
  expect(toRunNotice({ ...run, status: "failed", error, stopReason: "turn_failed" })).toMatchObject({
    tone: "danger",
    title: "Failed.",
    text: "exit 137 said twice",
    next: stopReasons.turn_failed.next,
  });
});

test("a wait that somebody has to end is said with its command, any other is left to the line of now", () => {
  const noWorker = { code: "no_worker", text: "No worker is online.", until: null } as const;
  expect(toRunNotice({ ...run, status: "queued", held: false, waiting: noWorker })).toMatchObject({
    title: "No worker is online.",
    ways: ["start-worker"],
  });
  const delay = { code: "delay", text: "Waits out the delay between turns.", until: at } as const;
  expect(toRunNotice({ ...run, waiting: delay })).toBeNull();
});

test("a run that lost its worker needs another one only where none takes over", () => {
  const taken = { code: "no_worker", text: "Its worker does not answer.", until: null } as const;
  const alone = { code: "host_away", text: "Its worker is gone.", until: null } as const;
  for (const status of ["running", "pausing", "cancelling"] as const) {
    expect(toRunNotice({ ...run, status, waiting: taken })).toMatchObject({ title: taken.text, next: "", ways: [] });
    expect(toRunNotice({ ...run, status, waiting: alone })).toMatchObject({
      title: alone.text,
      ways: ["start-worker"],
    });
  }
});

test("a pause gives its note and how to go on", () => {
  const pause = { reason: "manual", resumeAt: null, note: "lunch" } as const;
  expect(toRunNotice({ ...run, status: "paused", pause })).toMatchObject({ text: "lunch", tone: "warning" });
});

test("each standstill offers the way on that fits it", () => {
  const ways = (change: Partial<RunSnapshot>) => toRunNotice({ ...run, ...change })?.ways;
  const pause = (reason: "budget" | "error" | "attention") => ({ reason, resumeAt: null, note: null });
  expect(ways({ status: "paused", pause: pause("budget") })).toEqual(["more-budget"]);
  expect(ways({ status: "paused", pause: pause("error") })).toEqual(["log-error"]);
  expect(ways({ status: "paused", pause: pause("attention") })).toEqual(["message"]);
  expect(ways({ status: "completed", stopReason: "stop_file", outcome: "empty" })).toEqual(["message"]);
  expect(ways({ status: "completed", stopReason: "check", outcome: "verified" })).toEqual([]);
});

test("a cancelled run says how long its end took and what was left", () => {
  const receipt = { by: localActor, requestedAt: at, signals: [], left: [], endedAt: "2026-11-20T10:00:02.100Z" };
  const text = (left: number[]) =>
    toRunNotice({ ...run, status: "cancelled", stopReason: "cancelled", receipt: { ...receipt, left } })?.text;
  expect(text([])).toBe("Stopped in 2.1s, nothing left running.");
  expect(text([7, 9])).toBe("Stopped in 2.1s, 2 left running.");
});

const began = Date.parse(at);
const odd = (after: number, verb: string, text = "") =>
  toOddity(run, { now: began + after, harness: "Codex", doing: { verb, text, since: began }, end: false });

test("a turn that has said nothing yet is told from one that works", () => {
  expect(odd(2_000, "start")).toBeNull();
  expect(odd(12_000, "start")).toMatchObject({
    title: "Codex has started,",
    text: "no output yet.",
    lasting: "For 12s.",
  });
  expect(odd(12_000, "run", "make")).toBeNull();
});

test("minutes without anything new are said with what still runs", () => {
  expect(odd(100_000, "run", "make")).toBeNull();
  expect(odd(400_000, "run", "make")).toMatchObject({
    title: "Nothing new for 6 minutes.",
    text: "Still running: make",
    ways: ["log"],
  });
});

test("a reason that only a worker of another version knows is said as it is", () => {
  const unknown = "by-the-moon" as unknown as "quota";
  const pause = { reason: unknown, resumeAt: null, note: null };
  expect(toRunNotice({ ...run, status: "paused", pause })).toMatchObject({
    title: "Paused (by-the-moon).",
    ways: ["log"],
  });
  const stopReason = "by-the-moon" as unknown as "check";
  expect(toRunNotice({ ...run, status: "completed", stopReason })?.text).toContain("It ended: by-the-moon.");
  expect(toRunNotice({ ...run, status: "cancelled", stopReason })?.title).toBe("It ended: by-the-moon.");
});
