import { expect, test } from "vitest";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { emptyLog, type LogState } from "./logDraft.ts";
import { foldEvents, foldGap, foldPassage } from "./logLines.ts";

let seq = 0;
function event(type: string, fields: Record<string, unknown>, ts = "2026-11-20T10:00:00.000Z"): StoredEvent {
  seq += 1;
  return { type, ts, runId: "r_1", seq, ...fields };
}
const started = (turn = 1, tries = 1) =>
  event("turn_started", { turn, try: tries, pid: 10, promptBytes: 5, promptHash: "h" });
const output = (text: string, offset: number, stream = "stdout") =>
  event("subprocess_output", { turn: 1, stream, text, offset });
const item = (phase: string, body: unknown, more: { itemId?: string; ts?: string; codex?: unknown } = {}) =>
  event("turn_item", { turn: 1, phase, itemId: more.itemId ?? "i1", item: body, codex: more.codex ?? null }, more.ts);
const command = {
  type: "local_shell_call",
  call_id: "i1",
  status: "in_progress",
  action: { type: "exec", command: ["bash", "-lc", "npm test"] },
};
const ended = (content: string, exit: number) => ({
  type: "function_call_output",
  call_id: "i1",
  output: { content, success: exit === 0, exit_code: exit },
});

const texts = (log: LogState) => log.lines.flatMap((line) => (line.kind === "text" ? [line.text] : []));

test("a line of output that comes in pieces is one line, and each byte is shown once", () => {
  const log = foldEvents(emptyLog, [output("one\ntw", 0), output("o", 6), output("\nthree\n", 7)]);
  expect(texts(log)).toEqual(["one", "two", "three"]);
});

test("lines of the two streams do not run into each other", () => {
  const log = foldEvents(emptyLog, [output("out", 0), output("err\n", 0, "stderr"), output(" goes on\n", 3)]);
  expect(texts(log)).toEqual(["out goes on", "err"]);
  expect(log.lines.map((line) => line.kind === "text" && line.tag)).toEqual(["out", "err"]);
});

test("after skipped output a line begins anew", () => {
  const log = foldEvents(emptyLog, [
    output("half", 0),
    event("output_skipped", { turn: 1, stream: "stdout", offset: 4, bytes: 100 }),
    output("rest\n", 104),
  ]);
  expect(log.lines.map((line) => line.kind)).toEqual(["text", "skipped", "text"]);
  expect(texts(log)).toEqual(["half", "rest"]);
});

test("an empty line is a line, and a line feed at the end adds none", () => {
  expect(texts(foldEvents(emptyLog, [output("a\n\nb\n", 0)]))).toEqual(["a", "", "b"]);
});

test("a line without an end grows into more rows instead of one that never stops", () => {
  const piece = "x".repeat(2_000);
  const log = foldEvents(emptyLog, [
    output(piece, 0),
    output(piece, 2_000),
    output(piece, 4_000),
    output("y\n", 6_000),
  ]);
  expect(texts(log).map((text) => text.length)).toEqual([4_000, 2_001]);
});

test("a colour goes on from one piece of a long line to the next", () => {
  const piece = "x".repeat(2_000);
  const log = foldEvents(emptyLog, [
    output(`\x1b[31m${piece}`, 0),
    output(piece, 2_005),
    output(`${piece}\nend\n`, 4_005),
  ]);
  expect(log.lines).toMatchObject([
    { goesOn: false, sgr: null },
    { goesOn: true, sgr: { fg: 1 } },
    { goesOn: false, sgr: { fg: 1 }, text: "end" },
  ]);
});

test("a colour that a line leaves set holds for the next line", () => {
  const log = foldEvents(emptyLog, [output("\x1b[31mred\nstill\n\x1b[0mplain\nend\n", 0)]);
  expect(log.lines.map((line) => line.kind === "text" && (line.sgr?.fg ?? null))).toEqual([null, 1, 1, null]);
});

test("folding in pieces gives what folding at once gives", () => {
  const events = [
    started(),
    output("a\nb", 0),
    item("started", command),
    output("c\n", 3),
    item("completed", ended("x\ny\n", 1), { ts: "2026-11-20T10:00:02.500Z" }),
    event("turn_completed", { turn: 1, durationMs: 900, tokenUsage: null }),
  ];
  const pieces = events.reduce((log, one) => foldEvents(log, [one]), emptyLog);
  expect(pieces).toEqual(foldEvents(emptyLog, events));
});

test("folding never changes the state it began with", () => {
  const before = foldEvents(emptyLog, [output("a", 0)]);
  foldEvents(before, [output("b\n", 1)]);
  expect(texts(before)).toEqual(["a"]);
});

test("a command shows as running, then with its exit code, its time and its lines inside", () => {
  const running = foldEvents(emptyLog, [item("started", command)]);
  expect(running.lines).toMatchObject([{ kind: "block", title: "npm test", state: "running", inside: 0 }]);
  const log = foldEvents(running, [item("completed", ended("x\ny\n", 1), { ts: "2026-11-20T10:00:02.500Z" })]);
  expect(log.lines[0]).toMatchObject({ state: "failed", exitCode: 1, durationMs: 2_500, inside: 2 });
  expect(texts(log)).toEqual(["x", "y"]);
});

test("a command whose turn ended is not running any more", () => {
  const error = { code: "turn_timeout", message: "too long", retryable: false };
  const log = foldEvents(emptyLog, [
    started(),
    item("started", command),
    event("turn_failed", { turn: 1, try: 1, exitCode: null, signal: "SIGKILL", error }),
  ]);
  expect(log.lines).toMatchObject([
    { kind: "turn", state: "failed", note: "turn_timeout" },
    { kind: "block", state: "failed" },
    { kind: "text", tone: "bad", text: "too long" },
  ]);
});

test("a turn that nobody ended, and its command, did not end once another try or turn goes on", () => {
  const gap = foldGap(foldEvents(emptyLog, [started(1), item("started", command)]), {
    from: seq + 1,
    to: (seq += 4),
    reason: "redis_lost",
  });
  const left = [{ kind: "turn", state: "lost" }, { kind: "block", state: "lost" }, { kind: "gap" }];
  expect(foldEvents(gap, [started(1, 2)]).lines).toMatchObject([...left, { kind: "turn", state: "running" }]);
  expect(foldEvents(gap, [started(2)]).lines).toMatchObject([...left, { kind: "turn", state: "running" }]);
});

test("what a turn prints whose beginning is gone is not of the turn before", () => {
  const gap = foldGap(foldEvents(emptyLog, [started(1), item("started", command)]), {
    from: seq + 1,
    to: (seq += 4),
    reason: "redis_lost",
  });
  const log = foldEvents(gap, [{ ...item("completed", ended("ok\n", 0)), turn: 2 }]);
  expect(log.lines).toMatchObject([
    { kind: "turn", turn: 1, state: "lost" },
    { kind: "block", title: "npm test", state: "lost", inside: 0 },
    { kind: "gap" },
    { kind: "block", title: "command", state: "done", inside: 1 },
    { text: "ok" },
  ]);
});

test("what happens late to a turn before does not end the one that goes on", () => {
  const late = event("file_deleted", { turn: 1, path: "late" });
  const log = foldEvents(emptyLog, [
    started(1),
    event("turn_completed", { turn: 1, durationMs: 1, tokenUsage: null }),
    started(2),
    late,
  ]);
  expect(log.lines.map((line) => line.kind === "turn" && line.state)).toEqual(["completed", "running", false]);
});

test("every line knows its turn; between two turns there is none", () => {
  const log = foldEvents(emptyLog, [
    started(1),
    output("a\n", 0),
    event("turn_completed", { turn: 1, durationMs: 1, tokenUsage: null }),
    event("run_resumed", { actor: { kind: "user", name: "local" } }),
    started(2),
    event("file_deleted", { turn: 1, path: "late" }),
  ]);
  expect(log.lines.map((line) => line.within?.turn ?? null)).toEqual([1, 1, null, 2, 1]);
  const [one, , , two] = log.lines.map(({ n }) => n);
  expect(log.lines.map((line) => line.within?.head ?? null)).toEqual([one, one, null, two, one]);
});

test("the head of a failed turn says how its process ended", () => {
  const error = { code: "exit", message: "no", retryable: false };
  const failed = (exitCode: number | null, signal: string | null) =>
    foldEvents(emptyLog, [started(), event("turn_failed", { turn: 1, try: 1, exitCode, signal, error })]).lines[0];
  expect(failed(3, null)).toMatchObject({ ending: "exit 3", note: "exit" });
  expect(failed(null, "SIGKILL")).toMatchObject({ ending: "SIGKILL" });
  expect(failed(null, null)).toMatchObject({ ending: "" });
});

test("an event names its lines by their order in it, whatever another event took of them", () => {
  const log = foldEvents(emptyLog, [output("a\nb", 0), output("c\nd\ne\n", 3)]);
  const first = log.lines[0]?.seq ?? 0;
  expect(log.lines.map((line) => [line.seq - first, line.part])).toEqual([
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 2],
  ]);
});

test("the head of a turn learns its end; unknown tokens stay unknown", () => {
  const log = foldEvents(emptyLog, [
    started(2),
    event("turn_completed", { turn: 2, durationMs: 1_200, tokenUsage: null }),
  ]);
  expect(log.lines[0]).toMatchObject({ kind: "turn", turn: 2, state: "completed", durationMs: 1_200, tokens: null });
});

test("a gap is a row of its own", () => {
  const log = foldGap(foldEvents(emptyLog, [output("a\n", 0)]), { from: 2, to: 13, reason: "redis_lost" });
  expect(log.lines[1]).toMatchObject({ kind: "gap", from: 2, to: 13, reason: "redis_lost" });
});

test("an event that this version does not know is shown as it is", () => {
  const log = foldEvents(emptyLog, [event("dream_reported", { about: "sheep" })]);
  expect(texts(log)[0]).toContain('"about":"sheep"');
});

test("every line has a name of its own", () => {
  const log = foldGap(
    foldEvents(emptyLog, [started(), output("a\nb\n", 0), item("started", command), item("completed", ended("x", 0))]),
    { from: 9, to: 9, reason: "retention" },
  );
  expect(new Set(log.lines.map((line) => line.n)).size).toBe(log.lines.length);
});

test("a thought is one line without its markup", () => {
  const thought = { type: "reasoning", summary: [{ type: "summary_text", text: "**Plan**\n\nFirst the test." }] };
  expect(texts(foldEvents(emptyLog, [item("completed", thought)]))).toEqual(["Plan · First the test."]);
});

test("a patch says what it touches, and its end only when it failed", () => {
  const call = (input: string) => ({ type: "custom_tool_call", call_id: "i1", name: "apply_patch", input });
  const end = (output: string) => ({ type: "custom_tool_call_output", call_id: "i1", output });
  const log = foldEvents(emptyLog, [
    item("started", call('{"changes":[{"path":"/w/a.ts","kind":"update"}]}')),
    item("completed", end("completed\nM /w/a.ts")),
    item("started", call("*** Begin Patch\n+x")),
    item("completed", end("failed")),
  ]);
  expect(texts(log)).toEqual(["apply_patch update /w/a.ts", "apply_patch *** Begin Patch", "patch failed"]);
});

test.each(['{"changes":[{"path":1,"kind":"update"}]}', '{"changes":[]}', '{"changes":"x"}', "null", "[1]"])(
  "a patch whose input is %s is told by its first line",
  (input) => {
    const call = { type: "custom_tool_call", call_id: "i1", name: "apply_patch", input };
    expect(texts(foldEvents(emptyLog, [item("started", call)]))).toEqual([`apply_patch ${input}`]);
  },
);

test("what only a newer writer knows stands in the log as it was written, and costs nothing around it", () => {
  const log = foldEvents(emptyLog, [
    started(),
    event("run_hibernated", { dream: { deep: true } }),
    item("completed", { type: "hologram", frames: [1, 2] }),
    item("completed", { type: "message", role: "assistant" }),
    item("completed", null),
    event("file_written", { turn: 1, path: "a.md", bytes: 3, sha256: "x", mood: "calm" }),
    event("subprocess_output", { turn: 1, stream: "stdout", text: 5, offset: 0 }),
    output("after\n", 0),
  ]);
  const said = texts(log);
  expect(said[0]).toContain('"dream":{"deep":true}');
  const raw = log.lines.find((line) => line.kind === "block");
  expect(raw).toMatchObject({ title: "hologram", tag: "sys" });
  expect(said.join("\n")).toContain('"frames": [');
  expect(said.filter((text) => text.includes('"type":"turn_item"'))).toHaveLength(2);
  expect(said).toContain("W a.md  3 B");
  expect(said.at(-2)).toContain('"text":5');
  expect(said.at(-1)).toBe("after");
});

const passage = (from: number, to: number, line: number) => {
  const lines = to - from + 1;
  const at = { turn: 1, stream: "stdout" as const, offset: line * 10, bytes: lines * 10 };
  return { from, to, ts: "2026-11-20T10:00:00.000Z", ...at, line, lines, shown: lines };
};

test("output without its text is one line, and what goes on where it ends is the same", () => {
  const one = foldPassage(emptyLog, passage(1, 4, 0));
  const two = foldPassage(one, passage(5, 6, 4));
  expect(two.lines).toMatchObject([{ kind: "passage", seq: 1, to: 6, line: 0, lines: 6, bytes: 60, shown: 6 }]);
  expect(one.lines, "what was there before").toMatchObject([{ to: 4, lines: 4 }]);
  expect(foldPassage(two, passage(7, 8, 9)).lines, "with other lines between").toHaveLength(2);
});

test("a turn whose end nobody told of is over when output without its text is of a later one", () => {
  const log = foldEvents(emptyLog, [started(1)]);
  const next = foldPassage(log, { ...passage(90, 99, 0), turn: 2 });
  expect(next.lines[0]).toMatchObject({ kind: "turn", state: "lost" });
});

test("each line of output knows where it is stored, in bytes", () => {
  const log = foldEvents(emptyLog, [output("aé\nbe", 100), output("gun\n🙂c\n\nd\n", 106)]);
  expect(log.lines.map((line) => line.kind === "text" && [line.text, line.offset])).toEqual([
    ["aé", 100],
    ["begun", 104],
    ["🙂c", 110],
    ["", 116],
    ["d", 117],
  ]);
});

test("a line keeps its name when what was printed before it comes without its text", () => {
  seq = 0;
  const begun = started(1);
  const printed = Array.from({ length: 10 }, (_, n) => output("line of ten\n".slice(2), n * 10));
  const rest = [item("started", command), item("completed", ended("ok\n", 0)), output("end\n", 100)];
  const whole = foldEvents(emptyLog, [begun, ...printed, ...rest]);
  const lean = foldEvents(foldPassage(foldEvents(emptyLog, [begun]), passage(2, 11, 0)), rest);
  const names = (log: LogState) => log.lines.slice(-3).map(({ n, block, within }) => [n, block, within?.head]);
  expect(names(lean)).toEqual(names(whole));
  expect(lean.lines.slice(-3)).toMatchObject([{ kind: "block", inside: 1 }, { text: "ok" }, { text: "end" }]);
});
