/** The words of a story: each makes the steps that a real turn would leave behind. */
import { createHash } from "node:crypto";
import type { PrintedItem, Step } from "./step.ts";

export const say = (after: number, text: string): Step => ({
  kind: "item",
  after,
  phase: "completed",
  item: { type: "agent_message", text },
});

export const think = (after: number, text: string): Step => ({
  kind: "item",
  after,
  phase: "completed",
  item: { type: "reasoning", text },
});

export type Ran = { exit?: number; takes?: number | null; output?: string; inside?: Step[] };

const quoted = (command: string) => `/bin/bash -lc ${JSON.stringify(command)}`;

export function run(after: number, command: string, ran: Ran = {}): Step {
  const { exit = 0, takes = 1, output = "", inside = [] } = ran;
  const item = { type: "command_execution", command: quoted(command) };
  return {
    kind: "call",
    after,
    takes,
    begun: { ...item, aggregated_output: "", exit_code: null, status: "in_progress" },
    ended: { ...item, aggregated_output: output, exit_code: exit, status: exit === 0 ? "completed" : "failed" },
    inside,
  };
}

export type Tested = Ran & { passed: number; failed?: number; skipped?: number };

/** A command that is a test run, and says so. */
export function test(after: number, command: string, tested: Tested): Step[] {
  const { passed, failed = 0, skipped = 0, takes = 1, inside = [] } = tested;
  const exit = tested.exit ?? (failed > 0 ? 1 : 0);
  const started: Step = { kind: "event", after: 0, event: { type: "test_run_started", command } };
  const call = run(after, command, { ...tested, exit, takes, inside: [started, ...inside] });
  if (takes === null) return [call];
  const durationMs = Math.round(takes * 1_000);
  const summary = { passed, failed, skipped };
  const event = { type: "test_run_completed", command, exitCode: exit, durationMs, summary } as const;
  return [call, { kind: "event", after: 0, event }];
}

const kinds = { A: "add", M: "update", D: "delete" } as const;

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** Files as `M src/a.ts 1200`: what happened, where, how many bytes it has now. */
export function patch(after: number, ...files: string[]): Step[] {
  const changes = files.map((line) => {
    const [letter = "M", path = "", bytes = "0"] = line.split(" ");
    return { path, kind: kinds[letter as keyof typeof kinds], bytes: Number(bytes) };
  });
  const item: PrintedItem = { type: "file_change", changes: changes.map(({ path, kind }) => ({ path, kind })) };
  const seen = changes.map(({ path, kind, bytes }): Step => {
    const written = { type: "file_written", path, bytes, sha256: sha256(`${path} ${bytes}`) } as const;
    return { kind: "event", after: 0, event: kind === "delete" ? { type: "file_deleted", path } : written };
  });
  const call: Step = {
    kind: "call",
    after,
    takes: 0.2,
    begun: { ...item, status: "in_progress" },
    ended: { ...item, status: "completed" },
    inside: [],
  };
  return [call, ...seen];
}

/** The plan: `x done`, `> doing`, `- open`. One list a turn, which changes. */
export function plan(after: number, ...lines: string[]): Step {
  const items = lines.map((line) => ({
    text: line.slice(2),
    completed: line.startsWith("x"),
    status: line.startsWith("x") ? "completed" : line.startsWith(">") ? "in_progress" : "pending",
  }));
  return { kind: "item", after, phase: "updated", item: { type: "todo_list", id: "item_plan", items } };
}

/** A line or more in one of the two files that agents keep. */
export function note(after: number, kind: "codys-log" | "decision-log", text: string): Step {
  const path = kind === "codys-log" ? ".cody-harness/epic/codys-log.md" : ".cody-harness/decision-log.md";
  const delta = { addedBytes: text.length + 1, addedLines: text.split("\n").length, tail: text };
  return { kind: "event", after, event: { type: "log_updated", kind, path, delta } };
}

export const meter = (after: number, share: number): Step => ({ kind: "meter", after, share });

/** Used percent of the account's windows, and the hours until each begins anew. */
export function limits(after: number, used: [number, number], resetsIn: [number, number] = [1.7, 90]): Step {
  const until = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const windows = [
    { name: "5 hours", usedPercent: used[0], windowMinutes: 300, resetsAt: until(resetsIn[0]) },
    { name: "week", usedPercent: used[1], windowMinutes: 10_080, resetsAt: until(resetsIn[1]) },
  ];
  return { kind: "event", after, event: { type: "rate_limits", windows, planType: "team" } };
}

export const print = (after: number, text: string): Step => output(after, "stdout", text);
export const warn = (after: number, text: string): Step => output(after, "stderr", text);

/** Printed faster than anybody reads: stored, and shown when asked for. */
export const skip = (after: number, text: string): Step => ({ ...output(after, "stdout", text), skipped: true });

function output(after: number, stream: "stdout" | "stderr", text: string): Step & { kind: "output" } {
  return { kind: "output", after, stream, text: text.endsWith("\n") ? text : `${text}\n`, skipped: false };
}

export const gone = (after: number, numbers: number): Step => ({ kind: "gone", after, numbers });

export function search(after: number, query: string): Step {
  return { kind: "item", after, phase: "completed", item: { type: "web_search", query } };
}

export function tool(
  after: number,
  name: string,
  called: { arguments: unknown; result: unknown; takes?: number },
): Step {
  const [server = "", tool = ""] = name.split(".");
  const item = { type: "mcp_tool_call", server, tool, arguments: called.arguments };
  return {
    kind: "call",
    after,
    takes: called.takes ?? 0.6,
    begun: { ...item, status: "in_progress" },
    ended: { ...item, result: called.result, status: "completed" },
    inside: [],
  };
}

export const fault = (after: number, message: string): Step => ({
  kind: "event",
  after,
  event: { type: "error", code: "codex_error", message },
});
