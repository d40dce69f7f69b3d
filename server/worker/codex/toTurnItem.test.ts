import { describe, expect, it } from "vitest";
import { EVENT_ID_MAX_BYTES, EVENT_PAYLOAD_MAX_BYTES, EVENT_TEXT_MAX_BYTES } from "#server/domain/limits.ts";
import { TurnItem } from "#server/domain/turnItem.ts";
import { boundCodexItem, toTurnItems } from "./toTurnItem.ts";

const bytes = (text: string) => Buffer.byteLength(text);

describe("an item of Codex in the shape of TurnStreamV2", () => {
  it.each([
    [
      { id: "i", type: "agent_message", text: "hi" },
      "completed",
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "hi" }] },
    ],
    [
      { id: "i", type: "reasoning", text: "hm" },
      "completed",
      { type: "reasoning", summary: [{ type: "summary_text", text: "hm" }] },
    ],
    [
      {
        id: "i",
        type: "command_execution",
        command: "/bin/bash -lc 'ls -la'",
        aggregated_output: "",
        exit_code: null,
        status: "in_progress",
      },
      "started",
      {
        type: "local_shell_call",
        call_id: "i",
        status: "in_progress",
        action: { type: "exec", command: ["/bin/bash", "-lc", "ls -la"] },
      },
    ],
    [
      {
        id: "i",
        type: "command_execution",
        command: "false",
        aggregated_output: "out\n",
        exit_code: 1,
        status: "failed",
      },
      "completed",
      { type: "function_call_output", call_id: "i", output: { content: "out\n", success: false, exit_code: 1 } },
    ],
    [
      { id: "i", type: "file_change", changes: [{ path: "/w/a", kind: "add" }], status: "in_progress" },
      "started",
      {
        type: "custom_tool_call",
        call_id: "i",
        name: "apply_patch",
        input: '{"changes":[{"path":"/w/a","kind":"add"}]}',
      },
    ],
    [
      {
        id: "i",
        type: "file_change",
        changes: [
          { path: "/w/a", kind: "add" },
          { path: "/w/b", kind: "delete" },
        ],
        status: "completed",
      },
      "completed",
      { type: "custom_tool_call_output", call_id: "i", output: "completed\nA /w/a\nD /w/b" },
    ],
    [
      { id: "i", type: "mcp_tool_call", server: "docs", tool: "find", arguments: { q: 1 }, status: "in_progress" },
      "started",
      { type: "function_call", call_id: "i", name: "docs.find", arguments: '{"q":1}' },
    ],
    [
      {
        id: "i",
        type: "mcp_tool_call",
        server: "docs",
        tool: "find",
        arguments: {},
        result: { content: [] },
        error: null,
        status: "completed",
      },
      "completed",
      { type: "function_call_output", call_id: "i", output: { content: '{"content":[]}', success: true } },
    ],
    [
      {
        id: "i",
        type: "mcp_tool_call",
        server: "docs",
        tool: "find",
        arguments: {},
        error: { message: "no" },
        status: "failed",
      },
      "completed",
      { type: "function_call_output", call_id: "i", output: { content: "no", success: false } },
    ],
    [
      { id: "i", type: "web_search", query: "codi" },
      "completed",
      { type: "web_search_call", call_id: "i", query: "codi" },
    ],
    [
      { id: "i", type: "todo_list", items: [{ text: "a", completed: true }] },
      "updated",
      { type: "other", kind: "todo_list", payload: { items: [{ text: "a", completed: true }] } },
    ],
    [
      { id: "i", type: "error", message: "careful" },
      "completed",
      { type: "other", kind: "error", payload: { message: "careful" } },
    ],
    [
      { id: "i", type: "collab_tool_call", who: "x" },
      "started",
      { type: "other", kind: "collab_tool_call", payload: { who: "x" } },
    ],
    [
      { id: "i", type: "agent_message", text: 7 },
      "completed",
      { type: "other", kind: "agent_message", payload: { text: 7 } },
    ],
  ] as const)("%j when %s", (item, phase, expected) => {
    const made = toTurnItems({ ...item }, phase);
    expect(made).toEqual([expected]);
    expect(TurnItem.parse(made[0])).toEqual(expected);
  });
});

describe("the bounds of an item", () => {
  it("split a long text in order, at whole characters, and lose nothing", () => {
    const text = "ä€😀".repeat(20_000);
    const items = toTurnItems({ id: "i", type: "agent_message", text }, "completed");
    const parts = items.map((item) => (item.type === "message" ? (item.content[0]?.text ?? "") : ""));
    expect(parts.length).toBe(Math.ceil(bytes(text) / EVENT_TEXT_MAX_BYTES));
    expect(parts.every((part) => bytes(part) <= EVENT_TEXT_MAX_BYTES)).toBe(true);
    expect(parts.join("")).toBe(text);
  });

  it("keep the head and the tail of a command's output, with the counts of what is shown", () => {
    const output = `START${"é".repeat(50_000)}END`;
    const [item] = toTurnItems(
      {
        id: "i",
        type: "command_execution",
        command: "x",
        aggregated_output: output,
        exit_code: 0,
        status: "completed",
      },
      "completed",
    );
    if (item?.type !== "function_call_output") throw new Error("not an output");
    expect(item.output.content).toMatch(/^START[\s\S]*END$/);
    expect(item.output.content).not.toContain("\uFFFD");
    expect(item.output.bytes?.total).toBe(bytes(output));
    expect(item.output.bytes?.head).toBeGreaterThan(8_192 - 4);
    expect(item.output.bytes?.head).toBeLessThanOrEqual(8_192);
    expect(item.output.bytes?.tail).toBeGreaterThan(24_576 - 4);
    expect(item.output.bytes?.tail).toBeLessThanOrEqual(24_576);
  });

  it("say what an oversize payload was instead of carrying it", () => {
    const big = "x".repeat(EVENT_PAYLOAD_MAX_BYTES);
    const item = { id: "i", type: "surprise", big };
    expect(toTurnItems(item, "completed")).toEqual([
      { type: "other", kind: "surprise", payload: { dropped: { reason: "oversize", bytes: big.length + 10 } } },
    ]);
    expect(boundCodexItem(item)).toMatchObject({ dropped: { reason: "oversize" } });
  });

  it("keep ids short and texts storable", () => {
    const [item] = toTurnItems({ id: "é".repeat(200), type: "web_search", query: "a\ud800b\0" }, "completed");
    if (item?.type !== "web_search_call") throw new Error("not a search");
    expect(bytes(item.call_id)).toBeLessThanOrEqual(EVENT_ID_MAX_BYTES);
    expect(item.query).toBe("a\uFFFDb\uFFFD");
    expect(boundCodexItem({ id: "i", type: "t", text: "a\ud800b\0" })).toMatchObject({
      text: "a\uFFFDb\uFFFD",
    });
  });

  it("keep the original item with its long output cut the same way", () => {
    const codex = boundCodexItem({
      id: "i",
      type: "command_execution",
      aggregated_output: "y".repeat(100_000),
    }) as Record<string, string>;
    expect(codex.aggregated_output).toContain("67232 bytes left out");
  });
});
