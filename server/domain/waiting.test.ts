/** Why nothing happens: one sentence for each reason, and the most telling one first. */
import { describe, expect, it } from "vitest";
import { type Fleet, toWaiting, type WaitingFacts } from "./waiting.ts";

const now = new Date("2026-01-02T03:04:05.000Z");
const later = new Date("2026-01-02T03:05:05.000Z");
const until = later.toISOString();
const run: WaitingFacts = {
  runId: "r",
  status: "running",
  holder: null,
  runAfter: now,
  storedCode: null,
  site: "default",
  host: null,
  projectId: "p",
  projectName: "Shop",
  projectLimit: null,
  profileName: "docs",
  profileLimit: null,
  account: null,
  isSuspect: false,
};
const worker = (change: Partial<Fleet["workers"][number]> = {}) => ({
  id: "w",
  sites: ["default"],
  host: "here",
  freeSlots: 1,
  draining: false,
  holdsSuspect: false,
  ...change,
});
const before = (runs: number) => ({ before: new Map([["r", runs]]) });
const fleet: Fleet = {
  now,
  workers: [worker()],
  held: {
    project: new Map([["p", 2]]),
    profile: new Map([["docs", 3]]),
    account: new Map([["team", 4]]),
    site: new Map([["default", 5]]),
  },
  limits: { account: new Map(), site: new Map() },
  ...before(0),
};
const account = (limit: number) => ({ limits: { account: new Map([["team", limit]]), site: new Map() } });
const site = (limit: number) => ({ limits: { account: new Map(), site: new Map([["default", limit]]) } });
const busy = { workers: [worker({ freeSlots: 0 })] };
const held = { holder: "gone", runAfter: null, host: "here" };

type Case = [rule: string, run: Partial<WaitingFacts>, fleet: Partial<Fleet>, expected: object | null];

function itSays(cases: Case[]): void {
  it.each(cases)("%s", (...[, facts, change, expected]) => {
    const waiting = toWaiting({ ...run, ...facts }, { ...fleet, ...change });
    if (expected) expect(waiting).toEqual({ until: null, ...expected });
    else expect(waiting).toBeNull();
  });
}

describe("nothing waits", () => {
  itSays([
    ["that is due with a free slot", {}, {}, null],
    ["that its worker holds", { ...held, holder: "w" }, {}, null],
    [
      "whose worker holds it while it drains",
      { ...held, holder: "w" },
      { workers: [worker({ draining: true })] },
      null,
    ],
    ["that is paused", { status: "paused", runAfter: null }, {}, null],
    ["that is settled", { status: "completed" }, {}, null],
    ["that is settled, although its worker went before it let go", { ...held, status: "completed" }, {}, null],
  ]);
});

describe("without a worker", () => {
  const away = "Its workspace is on elsewhere, and no worker is online there.";
  const leaving = "Its workspace is on elsewhere, and every worker there is shutting down.";
  const shutting = "Every worker of site default is shutting down.";
  const both = [worker(), worker({ host: "elsewhere", draining: true })];
  itSays([
    ["none online", {}, { workers: [] }, { code: "no_worker", text: "No worker is online for site default." }],
    ["none of its site", { site: "lab" }, {}, { code: "no_worker", text: "No worker is online for site lab." }],
    ["all of its site leave", {}, { workers: [worker({ draining: true })] }, { code: "no_worker", text: shutting }],
    ["one leaves, another one stays", {}, { workers: [worker({ draining: true }), worker()] }, null],
    ["none on its host", { host: "elsewhere" }, {}, { code: "host_away", text: away }],
    ["all on its host leave", { host: "elsewhere" }, { workers: both }, { code: "host_away", text: leaving }],
    [
      "that is said before its delay",
      { runAfter: later, storedCode: "delay" },
      { workers: [] },
      { code: "no_worker", text: "No worker is online for site default." },
    ],
  ]);
});

describe("held by a worker that is gone", () => {
  const answers = {
    code: "no_worker",
    text: "Its worker does not answer. Another one takes over soon.",
  };
  const alone = {
    code: "host_away",
    text: "Its worker is gone, and no worker is online on here, where its workspace is.",
  };
  const elsewhere = { workers: [worker({ host: "elsewhere" })] };
  itSays([
    ["in a turn", held, {}, answers],
    ["before its first turn", { ...held, status: "queued" }, {}, answers],
    ["while it pauses", { ...held, status: "pausing" }, {}, answers],
    ["while it is cancelled", { ...held, status: "cancelling" }, {}, answers],
    ["whoever is on its host takes over, of whatever site", held, { workers: [worker({ sites: ["lab"] })] }, answers],
    ["none on its host", held, elsewhere, alone],
    ["none on its host while it pauses", { ...held, status: "pausing" }, elsewhere, alone],
    ["none on its host while it is cancelled", { ...held, status: "cancelling" }, { workers: [] }, alone],
  ]);
});

describe("until its time", () => {
  const text = "Waits out the delay between turns.";
  itSays([
    ["between turns", { runAfter: later, storedCode: "delay" }, {}, { code: "delay", text, until }],
    [
      "after a failure",
      { runAfter: later, storedCode: "backoff" },
      {},
      { code: "backoff", text: "The turn failed and is tried again soon.", until },
    ],
    [
      "while the quota is used up",
      { runAfter: later, storedCode: "quota" },
      {},
      { code: "quota", text: "The account's limit is used up until it resets.", until },
    ],
    ["that is said before its limit", { runAfter: later, projectLimit: 1 }, {}, { code: "delay", text, until }],
    ["what was stored says nothing once it is due", { storedCode: "backoff" }, {}, null],
  ]);
});

describe("for a limit", () => {
  const limit = (text: string) => ({ code: "limit", text });
  itSays([
    ["of its project", { projectLimit: 2 }, {}, limit("Project Shop runs 2 of 2; it is next.")],
    ["of its project, in line", { projectLimit: 2 }, before(1), limit("Project Shop runs 2 of 2; 1 run is before it.")],
    ["that was lowered", { projectLimit: 1 }, {}, limit("Project Shop runs 2 of 1; it is next.")],
    ["that has room", { projectLimit: 3 }, {}, null],
    ["of nothing", { projectLimit: 0 }, before(3), limit("Project Shop may run nothing: its limit is 0.")],
    ["of its profile", { profileLimit: 3 }, before(7), limit("Profile docs runs 3 of 3; 7 runs are before it.")],
    ["of its account", { account: "team" }, account(4), limit("Account team runs 4 of 4; it is next.")],
    ["of an account, which is not the profile's", { account: "team", profileLimit: 3 }, account(5), null],
    ["of its site", {}, site(5), limit("Site default runs 5 of 5; it is next.")],
    ["of its site that has room", {}, site(6), null],
    [
      "the project's first",
      { projectLimit: 2, profileLimit: 3 },
      site(5),
      limit("Project Shop runs 2 of 2; it is next."),
    ],
    ["whose place is not known", { projectLimit: 2 }, { before: new Map() }, limit("Project Shop runs 2 of 2.")],
  ]);
});

describe("for a slot", () => {
  const limit = (text: string) => ({ code: "limit", text });
  const two = [worker({ freeSlots: 0 }), worker({ host: "elsewhere" })];
  itSays([
    ["as the next", {}, busy, limit("Every worker slot is in use; it is next.")],
    ["behind others", {}, { ...busy, ...before(3) }, limit("Every worker slot is in use; 3 runs are before it.")],
    [
      "of a worker that has more runs than slots",
      {},
      { workers: [worker({ freeSlots: -1 })] },
      limit("Every worker slot is in use; it is next."),
    ],
    [
      "not of one that leaves",
      {},
      { workers: [worker({ freeSlots: 0 }), worker({ draining: true })] },
      limit("Every worker slot is in use; it is next."),
    ],
    [
      "of its host, while others are free",
      { host: "here" },
      { workers: two },
      limit("Every worker slot on here is in use; it is next."),
    ],
    ["of any host", {}, { workers: two }, null],
    ["that those before it take", {}, before(1), limit("1 run is before it.")],
    ["of several that are free", {}, { workers: [worker({ freeSlots: 2 })], ...before(1) }, null],
  ]);
});

describe("a run that has lost its worker twice", () => {
  const waits = {
    code: "limit",
    text: "It has lost its worker twice, so it waits for a worker without another such run.",
  };
  const suspect = { isSuspect: true };
  const taken = worker({ holdsSuspect: true });
  itSays([
    ["waits while each worker with a slot holds another such run", suspect, { workers: [taken] }, waits],
    ["has a worker that holds none", suspect, { workers: [taken, worker({ id: "other" })] }, null],
    ["and any other run does not care", {}, { workers: [taken] }, null],
  ]);
});
