import { describe, expect, it } from "vitest";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { fold, start, done, run, ended, tests, only } from "./someEvents.ts";

describe("test runs", () => {
  it("belong to the command that ran them", () => {
    const entries = fold(start(), run("a", "npm  test"), ended("a", 1), tests("npm test", 2));
    expect(only(entries, "tests")).toEqual([]);
    expect(only(entries, "command")[0]?.tests).toEqual({
      state: "failed",
      counts: { passed: 3, failed: 2, skipped: 1 },
      exitCode: 1,
      durationMs: 400,
    });
  });

  it("belong to the latest command when it contains them, and to none that has a result", () => {
    const entries = fold(start(), run("a", "cd x && npm test"), ended("a", 0), tests("npm test"), tests("npm test"));
    expect(only(entries, "command")[0]?.tests?.state).toBe("done");
    expect(only(entries, "tests")).toHaveLength(1);
  });

  it("are cards of their own without a command, from start to result", () => {
    const begun: RunEventBody = { type: "test_run_started", turn: 1, command: "make check" };
    expect(only(fold(start(), begun), "tests")).toMatchObject([{ tests: { state: "running", counts: null } }]);
    expect(only(fold(start(), begun, tests("make check")), "tests")).toMatchObject([{ tests: { state: "done" } }]);
    expect(only(fold(start(), begun, done), "tests")).toMatchObject([{ tests: { state: "lost" } }]);
  });
});
