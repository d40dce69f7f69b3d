import { expect, test } from "vitest";
import { someSnapshot } from "#server/testing/someRun.ts";
import { matchesFilter } from "./matchesFilter.ts";

const run = someSnapshot({
  number: 4821,
  name: "Move Invoices",
  missionLine: "Render 100 % in a queue",
  epicId: "billing",
  project: "payments-api",
  labels: ["nightly", "perf"],
  status: "running",
  outcome: "changed",
  workerId: "worker-1",
  createdAt: "2026-05-06T07:00:00.000Z",
});

test("without a filter every run belongs to the list", () => {
  expect(matchesFilter(run, {})).toBe(true);
  expect(matchesFilter(run, { status: [], outcome: [], project: [], q: null, since: null })).toBe(true);
});

test("values of one field are alternatives, fields are all asked", () => {
  expect(matchesFilter(run, { status: ["failed", "running"] })).toBe(true);
  expect(matchesFilter(run, { status: ["failed"] })).toBe(false);
  expect(matchesFilter(run, { status: ["running"], project: ["shop"] })).toBe(false);
  expect(matchesFilter(run, { label: ["other", "perf"] })).toBe(true);
  expect(matchesFilter(run, { label: ["per"] })).toBe(false);
  expect(matchesFilter(run, { by: [run.createdBy.id] })).toBe(true);
  expect(matchesFilter(run, { by: ["somebody"] })).toBe(false);
});

test("the reason of a pause is asked of paused runs alone", () => {
  const pause = { reason: "quota", resumeAt: null, note: null } as const;
  expect(matchesFilter({ ...run, status: "paused", pause }, { pause: ["quota"] })).toBe(true);
  expect(matchesFilter({ ...run, status: "paused", pause }, { pause: ["manual"] })).toBe(false);
  expect(matchesFilter({ ...run, status: "paused", pause: null }, { pause: ["manual"] })).toBe(true);
  expect(matchesFilter(run, { pause: ["manual"] })).toBe(false);
});

test("what a run has not got yet matches nothing", () => {
  const fresh = { ...run, outcome: null, workerId: null, labels: [] };
  expect(matchesFilter(fresh, { outcome: ["changed"] })).toBe(false);
  expect(matchesFilter(fresh, { worker: ["worker-1"] })).toBe(false);
  expect(matchesFilter(fresh, { label: ["nightly"] })).toBe(false);
  expect(matchesFilter(run, { outcome: ["changed"], worker: ["worker-1"] })).toBe(true);
});

test("text is looked for in name, mission, epic and project in any case, and is no pattern", () => {
  for (const q of ["invoice", "QUEUE", "billing", "PAYMENTS-", "100 %"])
    expect(matchesFilter(run, { q }), q).toBe(true);
  for (const q of ["in%es", "render_100", ".*"]) expect(matchesFilter(run, { q }), q).toBe(false);
});

test("a number names one run, with a sign before it or without", () => {
  expect(matchesFilter(run, { q: "4821" })).toBe(true);
  expect(matchesFilter(run, { q: "#4821" })).toBe(true);
  expect(matchesFilter(run, { q: "482" })).toBe(false);
  expect(matchesFilter(run, { q: run.runId })).toBe(true);
});

test("a span begins with its first moment and ends before its last", () => {
  expect(matchesFilter(run, { since: run.createdAt })).toBe(true);
  expect(matchesFilter(run, { since: "2026-05-06T07:00:00.001Z" })).toBe(false);
  expect(matchesFilter(run, { until: run.createdAt })).toBe(false);
});
