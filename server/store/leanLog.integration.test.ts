/** A log without its old text: nothing of it is lost, and what a passage says is in the stored output. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LEAN_MIN_BYTES, LEAN_TAIL_LINES } from "#server/domain/limits.ts";
import type { OutputPassage } from "#server/domain/outputPassage.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { makeRoot, startIn } from "#server/testing/commandRuns.ts";
import { storeOutput, type StoredPiece } from "#server/testing/storedOutput.ts";
import { leanLog, type LeanFrame } from "./leanLog.ts";
import { closeRedis } from "./live/redis.ts";
import { findLine, readLines } from "./outputLines.ts";
import { database } from "./records/database.ts";
import type { OutputPlace } from "./records/outputStore.ts";

let runId: string;
let turns = 0;

beforeAll(async () => {
  ({ runId } = await startIn(await makeRoot(), {}));
});
afterAll(() => Promise.all([closeRedis(), database().$disconnect()]));

/** The events of a turn that prints, and what is stored of it. */
function tellTurn(firstSeq = 1) {
  turns += 1;
  const place = { turn: turns, stream: "stdout" } as const;
  const events: StoredEvent[] = [];
  let printed = "";
  const add = (type: string, fields: Record<string, unknown>) => {
    const envelope = { runId, seq: firstSeq + events.length, ts: "2026-11-28T00:00:00.000Z", turn: place.turn };
    events.push({ type, ...envelope, ...fields });
    return told;
  };
  const takeOver = (text: string) => {
    const offset = Buffer.byteLength(printed);
    printed += text;
    return { stream: "stdout", offset };
  };
  const told = {
    place,
    events,
    printed: () => printed,
    print: (text: string) => add("subprocess_output", { ...takeOver(text), text }),
    skip: (text: string) => add("output_skipped", { ...takeOver(text), bytes: Buffer.byteLength(text) }),
    say: () => add("turn_item", { phase: "completed", itemId: "i", item: {}, codex: null }),
    store: (...pieces: StoredPiece[]) => storeOutput(runId, place, pieces.length > 0 ? pieces : [printed]),
  };
  return told;
}

async function lean(events: StoredEvent[], { upTo = Infinity, frame = 100 } = {}) {
  async function* log() {
    for (let at = 0; at < events.length; at += frame)
      yield { kind: "events" as const, events: events.slice(at, at + frame) };
  }
  const frames: LeanFrame[] = [];
  for await (const one of leanLog(log(), { runId, upTo })) frames.push(one);
  const passages = frames.flatMap((one) => (one.kind === "passage" ? [one.passage] : []));
  const kept = frames.flatMap((one) => (one.kind === "events" ? one.events : []));
  return { frames, passages, kept };
}

/** Each number of a log, in the order in which it was told. */
const seqsOf = (frames: LeanFrame[]) =>
  frames.flatMap((frame) => {
    if (frame.kind === "events") return frame.events.map(({ seq }) => seq);
    if (frame.kind === "gap") return [];
    const { from, to } = frame.passage;
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });

async function storedText(place: OutputPlace, { line, lines }: OutputPassage): Promise<string> {
  const texts: string[] = [];
  const start = await findLine(runId, place, line);
  if (start)
    for await (const one of readLines(runId, place, start)) {
      if (texts.length === lines) break;
      texts.push(`${one.text}\n`);
    }
  return texts.join("");
}

/** So many events of ten lines of 100 bytes are left: the last lines, and less than a passage is worth. */
function expectTail(events: number) {
  expect(events).toBeGreaterThanOrEqual(LEAN_TAIL_LINES / 10);
  expect(events).toBeLessThanOrEqual((LEAN_TAIL_LINES * 100 + LEAN_MIN_BYTES) / 1_000 + 1);
}

const wide = (n: number) => `line ${n} `.padEnd(99, ".");
const lines = (from: number, count: number) => Array.from({ length: count }, (_, n) => `${wide(from + n)}\n`).join("");

describe("old output", () => {
  it("comes as passages that are whole lines of what is stored, whatever frames it was read in", async () => {
    const told = tellTurn();
    for (let n = 0; n < 1_000; n += 10) told.print(lines(n, 10));
    await told.store(told.printed().slice(0, 40_001), told.printed().slice(40_001));
    for (const frame of [7, 100, 5_000]) {
      const { frames, passages, kept } = await lean(told.events, { frame });
      expect(seqsOf(frames)).toEqual(told.events.map(({ seq }) => seq));
      expectTail(kept.length);
      for (const passage of passages) {
        const { offset, bytes } = passage;
        const text = await storedText(told.place, passage);
        expect(Buffer.byteLength(text)).toBe(bytes);
        expect(text).toBe(told.printed().slice(offset, offset + bytes));
      }
      expect(passages.reduce((sum, passage) => sum + passage.shown, 0)).toBe(1_000 - 10 * kept.length);
    }
  });

  it("that the live feed skipped is among it, and counts as the line that it was", async () => {
    const told = tellTurn();
    for (let n = 0; n < 1_000; n += 20) told.print(lines(n, 10)).skip(lines(n + 10, 10));
    await told.store();
    const { frames, passages } = await lean(told.events);
    expect(seqsOf(frames)).toEqual(told.events.map(({ seq }) => seq));
    const [passage] = passages;
    if (!passage) throw new Error("no passage");
    expect(passage.line).toBe(0);
    expect(await storedText(told.place, passage)).toBe(told.printed().slice(0, passage.bytes));
    expect(passage.lines).toBe(passage.bytes / 100);
    expect(passage.shown).toBeLessThan(passage.lines);
  });

  it("leaves the last lines before anything else, and everything that is no output", async () => {
    const told = tellTurn();
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 500; n += 10) told.print(lines(n, 10));
      told.say();
    }
    await told.store();
    const { frames, passages, kept } = await lean(told.events);
    expect(seqsOf(frames)).toEqual(told.events.map(({ seq }) => seq));
    expect(passages).toHaveLength(3);
    expect(kept.filter(({ type }) => type === "turn_item")).toHaveLength(3);
    const items = kept.flatMap(({ type }, index) => (type === "turn_item" ? [index] : []));
    items.forEach((at, nth) => expectTail(at - (nth === 0 ? 0 : (items[nth - 1] ?? 0) + 1)));
  });

  it("begins and ends with a line where events end in the middle of one", async () => {
    const told = tellTurn();
    const whole = lines(0, 1_000);
    for (let at = 0; at < whole.length; at += 730) told.print(whole.slice(at, at + 730));
    await told.store();
    const { frames, passages } = await lean(told.events, { frame: 50 });
    expect(seqsOf(frames)).toEqual(told.events.map(({ seq }) => seq));
    expect(passages.length).toBeGreaterThan(0);
    for (const { offset, bytes } of passages) {
      expect(offset === 0 || whole[offset - 1] === "\n", `begins at ${offset}`).toBe(true);
      expect(whole[offset + bytes - 1]).toBe("\n");
    }
  });

  it("keeps its text when it is new, when there is little of it, and when not all of it is stored", async () => {
    const fresh = tellTurn();
    for (let n = 0; n < 1_000; n += 10) fresh.print(lines(n, 10));
    await fresh.store();
    expect((await lean(fresh.events, { upTo: 0 })).kept).toEqual(fresh.events);
    const half = await lean(fresh.events, { upTo: 50 });
    expect(half.passages.at(-1)?.to).toBeLessThanOrEqual(50);
    expect(seqsOf(half.frames)).toEqual(fresh.events.map(({ seq }) => seq));

    const little = tellTurn();
    for (let n = 0; n < LEAN_MIN_BYTES / 100; n += 10) little.print(lines(n, 10));
    await little.store();
    expect((await lean(little.events)).kept).toEqual(little.events);

    const cut = tellTurn();
    for (let n = 0; n < 1_000; n += 10) cut.print(lines(n, 10));
    const text = cut.printed();
    await cut.store(text.slice(0, 30_000), { cut: 40_000, feeds: 400 }, text.slice(70_000));
    const { frames, passages } = await lean(cut.events, { frame: 50 });
    expect(seqsOf(frames)).toEqual(cut.events.map(({ seq }) => seq));
    for (const { offset, bytes } of passages)
      expect(offset >= 70_000 || offset + bytes <= 30_000, `${offset} to ${offset + bytes}`).toBe(true);
  });

  it("of two streams that take turns keeps its text: nothing of their order is lost", async () => {
    const told = tellTurn();
    for (let n = 0; n < 400; n += 10) told.print(lines(n, 10));
    const mixed = told.events.map((event, index) => ({ ...event, stream: index % 2 ? "stderr" : "stdout" }));
    expect((await lean(mixed)).kept).toEqual(mixed);
  });
});
