import { expect, test } from "vitest";
import type { Overview } from "#server/domain/overview.ts";
import { PAUSE_REASONS } from "#server/domain/pauseReasons.ts";
import { RUN_STATUSES } from "#server/domain/runStatus.ts";
import { readRunListParams, toNarrowing } from "./runListParams.ts";
import { countIn, runViews, VIEW_KEYS, viewAddress, viewOf } from "./runViews.ts";

const load = (address: string) => readRunListParams(new URL(address, "http://a").searchParams);

test("every status is in exactly one view besides All, a pause by its reason", () => {
  const parts = VIEW_KEYS.filter((key) => key !== "all" && runViews[key].choice.outcome.length === 0);
  const inViews = parts.flatMap((key) => {
    const { status, pause } = runViews[key].choice;
    return pause.length > 0 ? pause.map((reason) => `paused ${reason}`) : [...status];
  });
  const all = RUN_STATUSES.flatMap((status) =>
    status === "paused" ? PAUSE_REASONS.map((reason) => `paused ${reason}`) : [status],
  );
  expect(inViews.sort()).toEqual(all.sort());
});

test("the address of a view opens it", () => {
  for (const key of VIEW_KEYS) expect(viewOf(load(viewAddress(key))), key).toBe(key);
  expect(toNarrowing(load(viewAddress("quota")))).toMatchObject({ status: ["paused"], pause: ["quota"] });
});

test("a view is recognised in any order, a choice of one's own is none", () => {
  const none = { status: [], outcome: [], pause: [] };
  expect(viewOf({ ...none, status: ["cancelling", "running", "pausing"] })).toBe("running");
  expect(viewOf({ ...none, status: ["failed", "queued"] })).toBeUndefined();
  expect(viewOf({ ...none, status: ["paused"] })).toBeUndefined();
  expect(viewOf({ ...none, status: ["running", "pausing", "cancelling"], outcome: ["changed"] })).toBeUndefined();
});

test("what needs a person is counted apart from what waits for a quota", () => {
  const counts = Object.fromEntries(RUN_STATUSES.map((status) => [status, 2])) as Overview["counts"];
  const overview = {
    counts: { ...counts, paused: 9 },
    needsYou: { manual: 1, attention: 2, budget: 0, error: 4 },
    quota: { runs: 2, resumeAt: null },
  } as Overview;
  expect(countIn(overview, "needs")).toBe(7);
  expect(countIn(overview, "quota")).toBe(2);
  expect(countIn(overview, "running")).toBe(6);
  expect(countIn(overview, "all")).toBe(9 + 2 * (RUN_STATUSES.length - 1));
  expect(countIn(overview, "empty")).toBeNull();
});
