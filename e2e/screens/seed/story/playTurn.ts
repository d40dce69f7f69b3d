/** A turn of a story as its log: what Codex would print goes through the product's own translation. */
import type { TokenUsage } from "#server/domain/run.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { freshCodexState, toRunEvents } from "#server/worker/codex/toRunEvents.ts";
import type { CheckResult, PrintedItem, Step, TurnScene } from "./step.ts";

/** What stands in a log, at so many ms after the story began; numbers that are lost stand there, too. */
export type Moment = { at: number; body: RunEventBody } | { at: number; gone: number };

/** What a turn left: its part of the log, what it printed, what was seen. */
export type PlayedTurn = {
  turn: number;
  try: number;
  pid: number;
  scene: TurnScene;
  from: number;
  /** The child ended here, and the check, if one ran, here. */
  to: number;
  moments: Moment[];
  printed: { stdout: string; stderr: string };
  files: string[];
  ranCommands: boolean;
  saidAnything: boolean;
  lastMessage: string | null;
};

type Start = { turn: number; try: number; from: number; pid: number; promptBytes: number; promptHash: string };

const noUsage: TokenUsage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  totalTokens: 0,
};

export function playTurn(scene: TurnScene, start: Start): PlayedTurn {
  const { turn, pid } = start;
  const printed = { stdout: "", stderr: "" };
  const moments: Moment[] = [];
  const files = new Set<string>();
  let state = freshCodexState;
  let metered = noUsage;
  let items = 0;

  const put = (at: number, body: RunEventBody) => moments.push({ at, body });

  function printLine(at: number, line: object): void {
    const text = JSON.stringify(line);
    printed.stdout += `${text}\n`;
    const read = toRunEvents(text, state, turn);
    state = read.state;
    for (const change of read.changes) files.add(change.path);
    for (const body of read.events ?? []) put(at, body);
  }

  function printItem(at: number, phase: string, item: PrintedItem): void {
    printLine(at, { type: `item.${phase}`, item });
  }

  function printRaw(at: number, step: Step & { kind: "output" }): void {
    const { stream, text } = step;
    const offset = Buffer.byteLength(printed[stream]);
    printed[stream] += text;
    if (step.skipped) put(at, { type: "output_skipped", turn, stream, offset, bytes: Buffer.byteLength(text) });
    else for (const piece of pieces(text, offset)) put(at, { type: "subprocess_output", turn, stream, ...piece });
  }

  function report(at: number, share: number): void {
    if (!scene.usage) return;
    const sum = shareOf(scene.usage, share);
    const last = minus(sum, metered);
    metered = sum;
    const { inputTokens, outputTokens, totalTokens } = sum;
    put(at, { type: "token_usage", turn, inputTokens, outputTokens, totalTokens, last, contextWindow: 272_000 });
  }

  /** Plays steps one after the other and says when the last one was over. */
  function play(steps: readonly Step[], from: number): number {
    let at = from;
    for (const step of steps) {
      at += Math.round(step.after * 1_000);
      switch (step.kind) {
        case "item":
          printItem(at, step.phase, { ...step.item, id: step.item.id ?? `item_${items++}` });
          break;
        case "call": {
          const id = `item_${items++}`;
          printItem(at, "started", { ...step.begun, id });
          play(step.inside, at);
          if (step.takes === null) break;
          at += Math.round(step.takes * 1_000);
          printItem(at, "completed", { ...step.ended, id });
          break;
        }
        case "event":
          put(at, { ...step.event, turn });
          break;
        case "output":
          printRaw(at, step);
          break;
        case "meter":
          report(at, step.share);
          break;
        case "gone":
          moments.push({ at, gone: step.numbers });
          break;
        default:
          step satisfies never;
      }
    }
    return at;
  }

  const { promptBytes, promptHash } = start;
  put(start.from, { type: "turn_started", turn, try: start.try, pid, promptBytes, promptHash });
  printLine(start.from + 400, { type: "thread.started", thread_id: threadIdOf(start) });
  let to = play(scene.steps, start.from + 400);
  if (scene.end.kind === "completed") {
    to += 900;
    printLine(to, { type: "turn.completed", usage: scene.usage && toCodexUsage(scene.usage) });
    if (scene.check) to = check(scene.check, to + 100);
    put(to, { type: "turn_completed", turn, durationMs: to - start.from, tokenUsage: scene.usage });
  }
  if (scene.end.kind === "failed") {
    const { error, exitCode } = scene.end;
    put((to += 700), { type: "turn_failed", turn, try: start.try, exitCode, signal: null, error });
  }

  function check({ command, exitCode, takes, output }: CheckResult, at: number): number {
    const itemId = `check_${turn}`;
    const action = { type: "exec" as const, command: ["sh", "-c", command] };
    const call = { type: "local_shell_call" as const, call_id: itemId, status: "in_progress" as const, action };
    put(at, { type: "turn_item", turn, phase: "started", itemId, item: call, codex: null });
    const result = { content: output, success: exitCode === 0, exit_code: exitCode };
    const item = { type: "function_call_output" as const, call_id: itemId, output: result };
    const over = at + Math.round(takes * 1_000);
    put(over, { type: "turn_item", turn, phase: "completed", itemId, item, codex: null });
    return over;
  }

  const { ranCommands, saidAnything, lastMessage } = state;
  moments.sort((a, b) => a.at - b.at);
  const seen = { files: [...files], ranCommands, saidAnything, lastMessage };
  return { turn, try: start.try, pid, scene, from: start.from, to, moments, printed, ...seen };
}

const threadIdOf = ({ turn, promptHash }: Start) =>
  `0199c7${turn.toString(16).padStart(2, "0")}-${promptHash.slice(0, 12)}`;

const toCodexUsage = (usage: TokenUsage) => ({
  input_tokens: usage.inputTokens,
  cached_input_tokens: usage.cachedInputTokens,
  output_tokens: usage.outputTokens,
  reasoning_output_tokens: usage.reasoningTokens,
});

const names = Object.keys(noUsage) as (keyof TokenUsage)[];
const each = (count: (name: keyof TokenUsage) => number) =>
  Object.fromEntries(names.map((name) => [name, count(name)])) as TokenUsage;

function shareOf(usage: TokenUsage, share: number): TokenUsage {
  const part = each((name) => Math.round(usage[name] * share));
  return { ...part, totalTokens: part.inputTokens + part.outputTokens };
}

const minus = (sum: TokenUsage, before: TokenUsage) => each((name) => sum[name] - before[name]);

const OUTPUT_CHARS = 1_800; // below the bound of one event, whatever characters they are

/** One event holds only so much; pieces end at lines while they can. */
function* pieces(text: string, offset: number): Generator<{ text: string; offset: number }> {
  let piece = "";
  let at = offset;
  for (const part of text.match(new RegExp(`[^\\n]{0,${OUTPUT_CHARS}}\\n?`, "gu")) ?? []) {
    if (piece && piece.length + part.length > OUTPUT_CHARS) {
      yield { text: piece, offset: at };
      at += Buffer.byteLength(piece);
      piece = "";
    }
    piece += part;
  }
  if (piece) yield { text: piece, offset: at };
}
