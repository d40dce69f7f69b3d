/** What a real page held at the end, against the archive: the sound one passes, each damage is found. */
import { expect, it } from "vitest";
import { checkRun } from "./check.ts";
import type { RunEvidence, ViewerLine } from "./evidence.ts";
import { noEvidence, someRun } from "./someRun.ts";

const run = someRun();
const last = run.archivedTo;
const shownBy = (lines: ViewerLine[], more: Partial<RunEvidence> = {}) =>
  checkRun({ ...run, ...more, viewers: [{ name: "viewer page-0", lines }] }, noEvidence).findings.map(
    ({ kind }) => kind,
  );
const whole: ViewerLine = { shown: `1-${last}`, missing: 0, connection: "ended" };

it("a page that holds every event is in order", () => {
  expect(shownBy([whole, { done: true }])).toEqual([]);
});

it("may hold a number that was given up after it came", () => {
  const chunks = run.chunks.map((chunk) => ({ ...chunk, events: chunk.events.filter(({ seq }) => seq !== 4) }));
  const gaps = [{ from: 4, to: 4, reason: "redis_lost" }];
  const viewers = (shown: ViewerLine) =>
    checkRun({ ...run, chunks, gaps, viewers: [{ name: "viewer page-0", lines: [shown, { done: true }] }] }, noEvidence)
      .findings.filter(({ kind }) => kind === "viewer")
      .map(({ what }) => what);
  expect(viewers(whole)).toEqual([]);
  expect(viewers({ shown: `1-3,5-${last}`, missing: 1, connection: "ended" })).toEqual([]);
  expect(viewers({ shown: `1-3,5-${last}`, missing: 0, connection: "ended" })).toHaveLength(1);
});

it.each<[string, ViewerLine[]]>([
  ["lacks an event", [{ shown: `1-3,5-${last}`, missing: 1, connection: "ended" }, { done: true }]],
  ["shows one that does not exist", [{ shown: `1-${last + 1}`, missing: -1, connection: "ended" }, { done: true }]],
  ["counts one as missing that is there", [{ ...whole, missing: 1 }, { done: true }]],
  ["was never told of the end", [whole]],
  ["holds nothing", [{ shown: "", missing: last, connection: "connecting" }, { done: true }]],
])("a page that %s is found", (_what, lines) => {
  expect(shownBy(lines)).toEqual(["viewer"]);
});
