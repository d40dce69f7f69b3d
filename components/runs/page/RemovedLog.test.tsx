import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { someSnapshot } from "#server/testing/someRun.ts";
import { RemovedLog } from "./RemovedLog.tsx";
import { isRemoved } from "./removedTabs.ts";

const run = someSnapshot({
  status: "completed",
  settledAt: "2026-03-01T10:00:00.000Z",
  logRemovedAt: "2026-03-31T10:20:00.000Z",
  lastSeq: 1_204,
});
const textOf = (shown: typeof run) =>
  renderToStaticMarkup(<RemovedLog run={shown} onTab={() => undefined} />).replace(/<[^>]+>/g, "");

describe("in the place of a log that was removed", () => {
  it("stands when it went, how long after the end, and which events are gone", () => {
    expect(textOf(run)).toMatch(/^The log of this run was removed on 2026-03-31 10:20, 30 days after it ended\./);
    expect(textOf(run)).toContain("Events 1 to 1,203 are gone,");
    expect(textOf({ ...run, lastSeq: 2 })).toContain("Event 1 is gone,");
  });

  it("stands nothing while the log is here", () => {
    expect(textOf({ ...run, logRemovedAt: null })).toBe("");
  });
});

it("with a log go its activity, its lines and its prompts, and nothing that is told by the record", () => {
  const tabs = ["activity", "log", "usage", "prompt", "timeline", "turns"] as const;
  expect(tabs.filter((tab) => isRemoved(run, tab))).toEqual(["activity", "log", "prompt"]);
  expect(tabs.filter((tab) => isRemoved({ ...run, logRemovedAt: null }, tab))).toEqual([]);
});
