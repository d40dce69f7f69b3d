import { expect, it } from "vitest";
import { daysKept, toRemovedSentence } from "./keeping.ts";

it.each([
  ["2026-03-01T10:00:00.000Z", "2026-03-31T10:00:01.000Z", 30],
  ["2026-03-01T10:00:00.000Z", "2026-03-31T09:59:59.000Z", 29],
  ["2026-03-01T10:00:00.000Z", "2026-03-02T10:00:00.000Z", 1],
])("ended %s and removed %s: kept for %i whole days", (settledAt, logRemovedAt, days) => {
  expect(daysKept({ settledAt, logRemovedAt })).toBe(days);
});

it("programs are told the day and how long the log was kept", () => {
  const run = { settledAt: "2026-03-01T10:00:00.000Z", logRemovedAt: "2026-03-31T10:00:01.000Z" };
  expect(toRemovedSentence(run)).toBe("The log of this run was removed on 2026-03-31, 30 days after it ended.");
  expect(toRemovedSentence({ ...run, logRemovedAt: "2026-03-02T11:00:00.000Z" })).toMatch(/, 1 day after it ended\.$/);
});
