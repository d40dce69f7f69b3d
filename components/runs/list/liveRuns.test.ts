import { expect, test } from "vitest";
import type { RunSummary } from "#server/domain/run.ts";
import { someSnapshot } from "#server/testing/someRun.ts";
import { countFresh, noRuns, openPage, takePage, takeRuns, toRows, type RunsPage } from "./liveRuns.ts";

const at = (minute: number) => `2026-05-06T07:${String(minute).padStart(2, "0")}:00.000Z`;
const someRun = (minute: number, change: Partial<RunSummary> = {}): RunSummary =>
  someSnapshot({ createdAt: at(minute), name: `run ${minute}`, ...change });
const page = (runs: RunSummary[], more: Partial<RunsPage> = {}): RunsPage => ({
  runs,
  nextCursor: null,
  prevCursor: null,
  ...more,
});
const names = (runs: readonly RunSummary[]) => runs.map((run) => run.name);

const [third, second, first] = [someRun(3), someRun(2), someRun(1)];
const open = openPage(noRuns, page([third, second, first]));
const change = (run: RunSummary, by: Partial<RunSummary>): RunSummary => ({ ...run, rev: run.rev + 1, ...by });

test("a row changes where it stands, and only to something newer", () => {
  const live = takeRuns(open, [change(second, { status: "completed" }), { ...first, rev: 0, status: "failed" }]);
  expect(live.rows.map((run) => run.status)).toEqual(["running", "completed", "running"]);
  expect(names(live.rows)).toEqual(["run 3", "run 2", "run 1"]);
});

test("a row that no longer matches stays until the list is loaded, and says so", () => {
  const running = { status: ["running" as const] };
  const live = takeRuns(open, [change(second, { status: "completed" })]);
  expect(toRows(live, running).map(({ run, left }) => [run.name, left])).toEqual([
    ["run 3", false],
    ["run 2", true],
    ["run 1", false],
  ]);
  expect(names(openPage(live, page([third, first])).rows)).toEqual(["run 3", "run 1"]);
});

test("new runs wait and are counted, each once, as long as they match", () => {
  const running = { status: ["running" as const] };
  const [fourth, fifth] = [someRun(4), someRun(5, { status: "queued" })];
  let live = takeRuns(open, [fourth, fifth]);
  expect(names(live.rows)).toEqual(["run 3", "run 2", "run 1"]);
  expect(countFresh(live, {})).toBe(2);
  expect(countFresh(live, running)).toBe(1);
  live = takeRuns(live, [change(fourth, { status: "failed" }), change(fifth, { status: "running" }), fourth]);
  expect(countFresh(live, running)).toBe(1);
  live = openPage(live, page([fifth, fourth, third, second, first]));
  expect(countFresh(live, {})).toBe(0);
  expect(live.rows.map((run) => run.status).slice(0, 2)).toEqual(["running", "failed"]);
});

test("a run below the end of the page is not new", () => {
  const live = openPage(noRuns, page([third, second], { nextCursor: "older" }));
  expect(countFresh(takeRuns(live, [change(first, {})]), {})).toBe(0);
  expect(countFresh(takeRuns(openPage(noRuns, page([third, second])), [change(first, {})]), {})).toBe(1);
});

test("only the newest page counts what is new", () => {
  const live = openPage(noRuns, page([second, first], { prevCursor: "newer" }));
  expect(countFresh(takeRuns(live, [someRun(9)]), {})).toBe(0);
});

test("a page that is read again moves nothing: what joined waits, what left is marked", () => {
  const fourth = someRun(4);
  const live = takePage(open, page([fourth, change(third, { name: "renamed" }), first]));
  expect(names(live.rows)).toEqual(["renamed", "run 2", "run 1"]);
  expect(countFresh(live, {})).toBe(1);
  expect(toRows(live, {}).map((row) => row.left)).toEqual([false, true, false]);
  const back = takeRuns(live, [change(second, {})]);
  expect(toRows(back, {}).map((row) => row.left)).toEqual([false, false, false]);
});

test("a row that new runs pushed off the page has not left, unless changes were lost", () => {
  const live = openPage(noRuns, page([second, first], { nextCursor: "older" }));
  const pushed = page([third, second], { nextCursor: "older" });
  expect(toRows(takePage(live, pushed), {}).map((row) => row.left)).toEqual([false, false]);
  expect(toRows(takePage(live, pushed, { lost: true }), {}).map((row) => row.left)).toEqual([false, true]);
});

test("what was heard before changes were lost is not counted any more", () => {
  const heard = takeRuns(open, [someRun(4)]);
  expect(countFresh(takePage(heard, open.page, { lost: true }), {})).toBe(0);
});

test("the page's word is taken when it is of the same revision: why a run waits changes without one", () => {
  const waiting = { code: "no_worker" as const, text: "No worker is online.", until: null };
  const live = takePage(open, page([{ ...third, waiting }, second, first]));
  expect(live.rows[0]?.waiting).toEqual(waiting);
});

test("of two runs that began at once the higher id comes first, as on the server", () => {
  const [low, high] = ["r_1", "r_2"].map((runId) => someRun(2, { runId }));
  if (!low || !high) throw new Error("Two runs were made.");
  const live = (run: RunSummary) => openPage(noRuns, page([third, run], { nextCursor: "older" }));
  expect(countFresh(takeRuns(live(low), [high]), {})).toBe(1);
  expect(countFresh(takeRuns(live(high), [low]), {})).toBe(0);
});
