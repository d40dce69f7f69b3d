import { describe, expect, it } from "vitest";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { fold, start, done, item, say, run, ended, plan, only } from "./someEvents.ts";

describe("commands", () => {
  it("are matched with their end by the item's id", () => {
    const entries = fold(
      start(),
      run("a", "sleep 1"),
      run("b", "false"),
      ended("b", 1, { content: "no\n" }),
      ended("a", 0, { content: "yes\n" }),
    );
    expect(only(entries, "command")).toMatchObject([
      { command: "sleep 1", state: "done", exitCode: 0, durationMs: 3_000, output: "yes\n" },
      { command: "false", state: "failed", exitCode: 1, durationMs: 1_000, output: "no\n" },
    ]);
  });

  it("show what they printed by now", () => {
    const entries = fold(start(), run("a", "make"), run("a", "make", { aggregated_output: "half\n" }));
    expect(only(entries, "command")).toMatchObject([{ state: "running", output: "half\n" }]);
  });

  it("did not end when their turn did", () => {
    expect(only(fold(start(), run("a", "sleep 9"), done), "command")[0]?.state).toBe("lost");
    expect(only(fold(start(), run("a", "sleep 9"), start(1, 2)), "command")[0]?.state).toBe("lost");
  });

  it("of one turn are not ended by the same id of another", () => {
    const other = { ...ended("a", 0), turn: 2 } as RunEventBody;
    expect(only(fold(start(), run("a", "sleep 9"), other), "command")[0]?.state).toBe("lost");
  });

  it("whose beginning is not here are told with their end", () => {
    expect(only(fold(ended("a", 2, { codex: { command: "make" } })), "command")).toMatchObject([
      { command: "make", state: "failed", exitCode: 2, durationMs: null },
    ]);
  });

  it("that were declined say so, and the run's own check is known as such", () => {
    const entries = fold(
      start(),
      ended("a", null, { codex: { command: "rm", status: "declined" } }),
      run("check_1", "x", null),
    );
    expect(only(entries, "command")).toMatchObject([{ declined: true, check: false }, { check: true }]);
  });
});

describe("the plan", () => {
  it("is one entry that changes in place", () => {
    const entries = fold(
      start(),
      plan("started", ["one", false], ["two", false]),
      say("m", "working"),
      plan("updated", ["one", true], ["two", false]),
      plan("completed", ["one", true], ["two", true]),
    );
    expect(entries.map(({ kind }) => kind)).toEqual(["turn", "plan", "message"]);
    expect(only(entries, "plan")[0]?.steps).toEqual([
      { text: "one", state: "done" },
      { text: "two", state: "done" },
    ]);
  });
});

describe("calls and searches", () => {
  it("are one entry with what went in and what came out", () => {
    const call = item(["c", "started"], {
      type: "function_call",
      call_id: "c",
      name: "github.close",
      arguments: '{"n":1}',
    });
    const failed = item(["c", "completed"], {
      type: "function_call_output",
      call_id: "c",
      output: { content: "Not allowed", success: false },
    });
    expect(only(fold(start(), call, failed), "call")).toMatchObject([
      { name: "github.close", input: '{"n":1}', output: "Not allowed", state: "failed", durationMs: 1_000 },
    ]);
    const search = (phase: "started" | "completed", query: string) =>
      item(["s", phase], { type: "web_search_call", call_id: "s", query });
    expect(only(fold(start(), search("started", ""), search("completed", "retry-after")), "search")).toMatchObject([
      { query: "retry-after", state: "done" },
    ]);
  });
});
