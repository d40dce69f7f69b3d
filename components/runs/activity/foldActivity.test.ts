import { describe, expect, it } from "vitest";
import type { RunEvent } from "#server/domain/runEvents.ts";
import { emptyActivity, foldActivity, foldActivityGap } from "./foldActivity.ts";
import {
  actor,
  log,
  fold,
  start,
  done,
  say,
  think,
  run,
  ended,
  written,
  patch,
  patched,
  plan,
  tests,
  only,
} from "./someEvents.ts";

describe("turns", () => {
  it("begin with their try and the size of their prompt, and end with time and tokens", () => {
    const [head] = only(fold(start(1, 2), done), "turn");
    expect(head).toMatchObject({
      turn: 1,
      try: 2,
      promptBytes: 18_400,
      state: "done",
      durationMs: 9_000,
      tokens: null,
    });
  });

  it("that failed say why in plain words, with the code beside them", () => {
    const error = { code: "subprocess_exit", message: "Codex ended with exit code 1.", retryable: true } as const;
    const entries = fold(start(3), { type: "turn_failed", turn: 3, try: 1, exitCode: 1, signal: null, error });
    expect(only(entries, "turn")[0]).toMatchObject({ state: "failed", durationMs: 1_000 });
    expect(only(entries, "error")[0]).toMatchObject({
      title: "Turn 3 failed: its program ended with an error (exit 1)",
      code: "subprocess_exit",
      message: "Codex ended with exit code 1.",
    });
  });

  it("that nobody ended did not end when the next one begins", () => {
    expect(only(fold(start(1), start(2)), "turn").map(({ state }) => state)).toEqual(["lost", "running"]);
  });
});

describe("what concerns the run", () => {
  it("is told in words and by whom", () => {
    const entries = fold(
      { type: "run_updated", status: "pausing", changed: ["status"], actor },
      { type: "run_paused", reason: "manual", note: "lunch", actor },
      { type: "run_resumed", actor },
      { type: "run_completed", outcome: "verified", stopReason: "check" },
    );
    expect(only(entries, "note").map(({ text, by, note }) => [text, by, note])).toEqual([
      ["Pauses after this turn, asked", "Ines", null],
      ["Paused", "Ines", "lunch"],
      ["Resumed", "Ines", null],
      ["Run completed, verified", null, "The check command passed."],
    ]);
  });

  it("names lost workers, gaps and errors, and leaves out what only counts", () => {
    const events = log(
      { type: "worker_lost", workerId: "wk-1", turn: null, left: [4, 5] },
      { type: "error", code: "codex_error", message: "retrying" },
      { type: "token_usage", turn: 1, inputTokens: 1, outputTokens: 1, totalTokens: 2 },
      { type: "rate_limits", turn: 1, windows: [] },
      { type: "file_read", turn: 1, path: "a", bytes: 1 },
    );
    const { entries } = foldActivityGap(foldActivity(emptyActivity, events), { from: 6, to: 9, reason: "retention" });
    expect(entries).toMatchObject([
      { kind: "error", title: "Worker wk-1 was lost", message: "It left 2 processes: 4, 5." },
      { kind: "error", code: "codex_error" },
      { kind: "gap", from: 6, to: 9 },
    ]);
  });
});

describe("the fold", () => {
  const everything = log(
    { type: "run_started", config: { workingDir: "/w" } },
    start(),
    think("t", "one"),
    think("u", "two"),
    say("a", "Hel", "updated"),
    say("a", "Hello"),
    plan("started", ["one", false]),
    run("b", "npm test"),
    { type: "subprocess_output", turn: 1, stream: "stdout", text: "half ", offset: 0 },
    { type: "subprocess_output", turn: 1, stream: "stdout", text: "a line\n", offset: 5 },
    ended("b", 0, { content: "ok" }),
    tests("npm test"),
    patch("p", [{ path: "/w/a", kind: "add" }]),
    patched("p", "completed\nA /w/a"),
    written("a"),
    plan("updated", ["one", true]),
    { type: "log_updated", turn: 1, kind: "codys-log", path: "l", delta: { addedBytes: 1, addedLines: 1, tail: "x" } },
    run("c", "sleep 9"),
    done,
    {
      type: "run_cancelled",
      reason: "manual",
      note: null,
      receipt: { by: actor, requestedAt: "", signals: [], left: [], endedAt: "" },
    },
  );

  it("comes to the same one event at a time, and changes no state that came in", () => {
    let state = emptyActivity;
    const kept: [typeof state, string][] = [];
    for (const event of everything) {
      kept.push([state, JSON.stringify(state)]);
      state = foldActivity(state, [event]);
    }
    expect(state).toEqual(foldActivity(emptyActivity, everything));
    for (const [before, text] of kept) expect(JSON.stringify(before)).toBe(text);
  });

  it("keeps an entry the same object while nothing about it changes", () => {
    const before = foldActivity(emptyActivity, everything.slice(0, 6));
    const after = foldActivity(before, everything.slice(6));
    expect(after.entries[0]).toBe(before.entries[0]);
    expect(new Set(after.entries.map(({ key }) => key)).size).toBe(after.entries.length);
  });

  it("survives every event without any of its fields", () => {
    for (const event of everything)
      for (const field of Object.keys(event)) {
        const broken = { ...event, [field]: null, type: event.type } as unknown as RunEvent;
        expect(() => foldActivity(foldActivity(emptyActivity, everything), [broken])).not.toThrow();
      }
    const odd = { ...everything[2], item: { type: "message", content: 7 } } as unknown as RunEvent;
    expect(foldActivity(emptyActivity, [odd]).entries).toMatchObject([{ kind: "raw", name: "turn_item" }]);
  });
});

describe("what only a newer writer knows", () => {
  const strange = (type: string, fields: Record<string, unknown>, seq: number) => ({
    ...{ type, runId: "r", seq, ts: "2026-11-20T14:00:00.000Z" },
    ...fields,
  });

  it("is shown as it was written, in its place, and costs nothing around it", () => {
    const { entries } = foldActivity(emptyActivity, [
      ...log(start()),
      strange("run_hibernated", { dream: "deep" }, 2),
      strange("turn_item", { turn: 1, phase: "completed", itemId: "x", item: { type: "hologram", of: 1 } }, 3),
      strange("turn_item", { turn: 1, phase: "completed", itemId: "y", item: null }, 4),
      strange("turn_item", { turn: 1, phase: "imagined", itemId: "z", item: { type: "message" } }, 5),
      strange("file_written", { turn: 1, path: "a.md", bytes: 3, sha256: "x", mood: "calm" }, 6),
    ]);
    expect(only(entries, "raw").map(({ name }) => name)).toEqual([
      "run_hibernated",
      "hologram",
      "turn_item",
      "turn_item",
    ]);
    expect(only(entries, "raw").map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
    expect(only(entries, "raw")[0]?.body).toContain('"dream": "deep"');
    expect(only(entries, "raw")[1]?.body).toContain('"of": 1');
    expect(only(entries, "files")).toHaveLength(1);
  });
});
