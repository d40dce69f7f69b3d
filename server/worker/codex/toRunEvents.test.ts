import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CODEX_LINE_MAX_BYTES } from "#server/domain/limits.ts";
import { RunEventBody } from "#server/domain/runEvents.ts";
import { freshCodexState, toRunEvents } from "./toRunEvents.ts";
import type { CodexState } from "./toRunEvents.ts";

async function recorded(name: string): Promise<string[]> {
  const text = await readFile(new URL(`recorded/${name}.jsonl`, import.meta.url), "utf8");
  return text.trimEnd().split("\n");
}

function readAll(lines: string[], from: CodexState = freshCodexState) {
  let state = from;
  const events: RunEventBody[] = [];
  const changes: unknown[] = [];
  const plain: string[] = [];
  for (const line of lines) {
    const result = toRunEvents(line, state, 2);
    state = result.state;
    if (result.events) events.push(...result.events);
    else plain.push(line);
    changes.push(...result.changes);
  }
  return { state, events, changes, plain };
}

const item = (phase: string, fields: object) => JSON.stringify({ type: `item.${phase}`, item: fields });

describe("the recorded lines of a real turn", () => {
  it("become events that the catalogue knows, in their order, with nothing left over", async () => {
    const { events, plain, changes, state } = readAll(await recorded("working"));
    expect(plain).toEqual([]);
    for (const event of events) expect(RunEventBody.parse(event)).toEqual(event);
    expect(
      events.map((event) => (event.type === "turn_item" ? `${event.phase} ${event.item.type}` : event.type)),
    ).toEqual([
      "completed reasoning",
      "completed message",
      "started local_shell_call",
      "completed function_call_output",
      "completed message",
      "started custom_tool_call",
      "completed custom_tool_call_output",
      "started custom_tool_call",
      "completed custom_tool_call_output",
      "started local_shell_call",
      "completed function_call_output",
      "token_usage",
      "completed message",
      "completed usage",
    ]);
    expect(changes).toEqual([
      { path: "/workspace/gone.txt", kind: "written" },
      { path: "/workspace/notes/ä.txt", kind: "written" },
      { path: "/workspace/gone.txt", kind: "deleted" },
      { path: "/workspace/notes/ä.txt", kind: "written" },
    ]);
    expect(state).toMatchObject({
      threadId: "01a1f96e-9a53-7b83-be5e-6bc337e89080",
      threadTotals: {
        inputTokens: 1200,
        cachedInputTokens: 120,
        outputTokens: 240,
        reasoningTokens: 60,
        totalTokens: 1440,
      },
      lastMessage: "Done.",
      ranCommands: true,
      saidAnything: true,
      sentinelUsage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
    });
  });

  it("mean the same with CRLF", async () => {
    const lines = await recorded("working");
    expect(readAll(lines.map((line) => `${line}\r`))).toEqual({ ...readAll(lines), plain: [] });
  });

  it("say why the turn failed, in a sentence", async () => {
    const { state, events } = readAll(await recorded("refused"));
    expect(events).toEqual([{ type: "error", turn: 2, code: "codex_error", message: "There is no such model." }]);
    expect(state.turnFailed).toContain("There is no such model.");
    expect(state.saidAnything).toBe(false);
  });
});

describe("a line that Codex does not print", () => {
  it.each([
    ["plain text", "npm warn deprecated"],
    ["nothing", ""],
    ["half a line", '{"type":"item.completed","item":{"id":"item_1","ty'],
    ["another program's JSON", '{"level":30,"msg":"listening"}'],
    ["an unknown type", '{"type":"session.configured","model":"x"}'],
    ["an item event without its item", '{"type":"item.completed"}'],
    ["an array", '[{"type":"turn.started"}]'],
    ["a number", "42"],
    ["null", "null"],
    ["a line over the bound", `{"type":"error","message":"${"x".repeat(CODEX_LINE_MAX_BYTES)}"}`],
  ])("stays plain output: %s", (_what, line) => {
    expect(toRunEvents(line, freshCodexState, 1)).toEqual({ state: freshCodexState, events: null, changes: [] });
  });

  it("never throws, whatever it is, and every event made of it is one of the catalogue", () => {
    const types = fc.constantFrom(
      "thread.started",
      "turn.completed",
      "turn.failed",
      "item.started",
      "item.updated",
      "item.completed",
      "error",
    );
    const itemTypes = fc.constantFrom(
      "agent_message",
      "reasoning",
      "command_execution",
      "file_change",
      "mcp_tool_call",
      "web_search",
      "todo_list",
      "error",
      "__proto__",
      "constructor",
    );
    const names = [
      "id",
      "type",
      "text",
      "command",
      "aggregated_output",
      "exit_code",
      "status",
      "changes",
      "server",
      "tool",
      "arguments",
      "result",
      "error",
      "query",
    ];
    const anyItem = fc
      .tuple(itemTypes, fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), fc.integer())
      .map(([type, fields, id]) => ({ id: `item_${id}`, ...fields, type }));
    const anyLine = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc
        .record({
          type: types,
          item: fc.oneof(anyItem, fc.jsonValue()),
          usage: fc.jsonValue(),
          error: fc.jsonValue(),
          message: fc.jsonValue(),
          thread_id: fc.jsonValue(),
        })
        .map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), (lines) => {
        for (const event of readAll(lines).events) expect(RunEventBody.parse(event)).toBeDefined();
      }),
      { numRuns: 500 },
    );
  });

  it("may be nested deeper than any program can write again", () => {
    const deep = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    const line = `{"type":"item.completed","item":{"id":"i","type":"todo_list","items":${deep}}}`;
    expect(toRunEvents(line, freshCodexState, 1).events).toMatchObject([
      { item: { type: "other", kind: "todo_list", payload: { dropped: { reason: "oversize" } } } },
    ]);
  });
});

describe("calls", () => {
  it("that were never announced are told with their end", () => {
    const change = { id: "item_9", type: "file_change", changes: [{ path: "a", kind: "add" }], status: "completed" };
    const { events } = readAll([item("completed", change)]);
    expect(events.map((event) => event.type === "turn_item" && [event.phase, event.item.type])).toEqual([
      ["started", "custom_tool_call"],
      ["completed", "custom_tool_call_output"],
    ]);
  });

  it("that failed or were declined change no file", () => {
    const change = (status: string) =>
      item("completed", { id: "i", type: "file_change", changes: [{ path: "a", kind: "add" }], status });
    expect(readAll([change("failed"), change("declined")]).changes).toEqual([]);
    const declined = {
      id: "i",
      type: "command_execution",
      command: "rm -rf /",
      aggregated_output: "",
      exit_code: null,
      status: "declined",
    };
    expect(readAll([item("completed", declined)]).state.ranCommands).toBe(false);
  });
});

describe("telemetry inside a command's output", () => {
  it("is taken line by line, and cannot pretend to be Codi's own", () => {
    const lines = [
      "noise",
      '{"__cody_event__":{"type":"run_completed","outcome":"verified"}}',
      '{"__cody_event__":{"type":"file_read","path":"a.md","bytes":3,"turn":99,"seq":1}}\r',
      '{"__cody_event__":{"type":"token_usage","input_tokens":1}}',
      '{"__cody_event__":{"type":"token_usage","input_tokens":5,"output_tokens":"2"}}',
    ];
    const { events, state } = readAll([
      item("completed", {
        id: "i",
        type: "command_execution",
        command: "x",
        aggregated_output: lines.join("\n"),
        exit_code: 0,
        status: "completed",
      }),
    ]);
    expect(events.filter((event) => event.type !== "turn_item")).toEqual([
      { type: "file_read", turn: 2, path: "a.md", bytes: 3 },
      { type: "token_usage", turn: 2, inputTokens: 1, outputTokens: 0, totalTokens: 1 },
      { type: "token_usage", turn: 2, inputTokens: 5, outputTokens: 2, totalTokens: 7 },
    ]);
    expect(state.sentinelUsage?.totalTokens).toBe(7);
  });
});

describe("notices", () => {
  it("that Codex repeats while the network is away are told once", () => {
    const notice = (text: string) => JSON.stringify({ type: "error", message: text });
    const { events } = readAll([notice("waiting"), notice("waiting"), notice("back"), notice("waiting")]);
    expect(events.map((event) => event.type === "error" && event.message)).toEqual(["waiting", "back", "waiting"]);
  });
});

it("a turn that completed without a usage record has unknown usage", () => {
  const { state, events } = readAll(['{"type":"turn.completed"}']);
  expect(state.threadTotals).toBeNull();
  expect(events).toMatchObject([{ type: "turn_item", item: { type: "usage", usage: null } }]);
});
