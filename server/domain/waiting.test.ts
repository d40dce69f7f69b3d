/** Why nothing happens: one sentence for each reason, and the most telling one first. */
import { expect, it } from "vitest";
import { type Fleet, toWaiting, type WaitingFacts } from "./waiting.ts";

const now = new Date("2026-01-02T03:04:05.000Z");
const later = new Date("2026-01-02T03:05:05.000Z");
const run: WaitingFacts = {
  status: "running",
  held: false,
  runAfter: now,
  storedCode: null,
  site: "default",
  host: null,
  projectId: "p",
  projectName: "Shop",
  projectLimit: null,
  profileName: "default",
  profileLimit: null,
};
const fleet: Fleet = {
  now,
  workers: [{ sites: ["default"], host: "here", freeSlots: 1 }],
  heldByProject: new Map([["p", 2]]),
  heldByProfile: new Map([["default", 3]]),
};
const until = later.toISOString();

it.each<[string, Partial<WaitingFacts>, Partial<Fleet>, object | null]>([
  ["due with a free slot", {}, {}, null],
  ["held", { held: true, runAfter: null }, {}, null],
  ["paused", { status: "paused", runAfter: null }, {}, null],
  ["settled", { status: "completed" }, {}, null],
  ["no worker", {}, { workers: [] }, { code: "no_worker", text: "No worker is online for site default." }],
  ["no worker of its site", { site: "lab" }, {}, { code: "no_worker", text: "No worker is online for site lab." }],
  [
    "its host is away",
    { host: "elsewhere" },
    {},
    { code: "host_away", text: "Its workspace is on elsewhere, and no worker is online there." },
  ],
  ["between turns", { runAfter: later, storedCode: "delay" }, {}, { code: "delay", until }],
  ["after a failure", { runAfter: later, storedCode: "backoff" }, {}, { code: "backoff", until }],
  ["quota", { runAfter: later, storedCode: "quota" }, {}, { code: "quota", until }],
  ["project limit", { projectLimit: 2 }, {}, { code: "limit", text: "Project Shop runs 2 of 2." }],
  ["below the project limit", { projectLimit: 3 }, {}, null],
  ["profile limit", { profileLimit: 3 }, {}, { code: "limit", text: "Profile default runs 3 of 3." }],
  [
    "all slots in use",
    { status: "queued" },
    { workers: [{ sites: ["default"], host: "here", freeSlots: 0 }] },
    { code: "limit", text: "Every worker slot is in use." },
  ],
  [
    "no worker comes before the delay",
    { runAfter: later, storedCode: "delay" },
    { workers: [] },
    { code: "no_worker" },
  ],
])("%s", (...[, facts, change, expected]) => {
  const waiting = toWaiting({ ...run, ...facts }, { ...fleet, ...change });
  if (expected) expect(waiting).toMatchObject({ until: null, ...expected });
  else expect(waiting).toBeNull();
});
