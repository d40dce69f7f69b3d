import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OutputStream } from "#server/worker/process/childProcess.ts";
import { leftoverSpools } from "./leftoverSpools.ts";
import { openSpool } from "./spool.ts";
import type { AppendOutputChunk, OutputStoreChunk } from "./spoolUpload.ts";

vi.hoisted(() => vi.stubEnv("CODI_LOG_LEVEL", "silent"));

const MB = 1_048_576;
const RUN = "r_00000000-0000-4000-8000-000000000001";
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spool-test-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** A record as the spool sees it: idempotent by first byte, refusing and failing when told. */
function record() {
  const chunks = new Map<string, OutputStoreChunk>();
  const state = { away: false, lost: false, loseAnswers: false, asked: 0 };
  const store: AppendOutputChunk = async (chunk) => {
    state.asked += 1;
    if (state.away) throw new Error("away");
    if (state.lost) return false;
    const key = `${chunk.stream} ${chunk.firstByte}`;
    if (!chunks.has(key)) chunks.set(key, { ...chunk, bytes: Buffer.from(chunk.bytes) });
    if (state.loseAnswers) throw new Error("the answer was lost");
    return true;
  };
  const stream = (name: OutputStream) =>
    [...chunks.values()].filter((chunk) => chunk.stream === name).sort((a, b) => a.firstByte - b.firstByte);
  return {
    store,
    state,
    stream,
    text: (name: OutputStream) => Buffer.concat(stream(name).map((chunk) => chunk.bytes)),
  };
}

const open = (
  store: AppendOutputChunk,
  more: { maxBytes?: number; startsAt?: { bytes: number; lines: number } } = {},
) =>
  openSpool({
    folder,
    runId: RUN,
    turn: 2,
    claim: 7,
    maxBytes: more.maxBytes ?? 64 * MB,
    store,
    ...(more.startsAt ? { startsAt: { stdout: more.startsAt, stderr: { bytes: 0, lines: 0 } } } : {}),
  });

/** As after a crash: the files stay, and the owner is nobody that lives. */
async function orphan(): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name, "label.json");
    const label = JSON.parse(await readFile(path, "utf8")) as { owner: { startTime: string } };
    label.owner.startTime = "0";
    await writeFile(path, JSON.stringify(label));
  }
}

const isWhole = (chunks: OutputStoreChunk[]) => {
  let [byte, line] = [0, 0];
  for (const chunk of chunks) {
    expect({ byte: chunk.firstByte, line: chunk.firstLine }).toEqual({ byte, line });
    byte += chunk.bytes.length;
    line += chunk.lines;
  }
};
const never = new AbortController().signal;

describe("openSpool", () => {
  it("stores every byte of both streams in order, with first bytes and lines that add up, and leaves no file", async () => {
    const { store, stream, text } = record();
    const spool = await open(store);
    const out = Buffer.from("line of thirty bytes, or nearly\n".repeat(30_000));
    for (let at = 0; at < out.length; at += 10_007) spool.write("stdout", out.subarray(at, at + 10_007));
    spool.write("stderr", Buffer.from("no line end"));
    const ends = await spool.close();
    expect(ends).toEqual({
      stdout: { bytes: out.length, cut: null },
      stderr: { bytes: 11, cut: null },
    });
    expect(text("stdout").equals(out)).toBe(true);
    expect(text("stderr").toString()).toBe("no line end");
    isWhole(stream("stdout"));
    expect(await readdir(folder)).toEqual([]);
  });

  it("leaves nothing behind when it is discarded, and sends nothing more", async () => {
    const { store, stream } = record();
    const spool = await open(store);
    spool.write("stdout", Buffer.from("too late\n"));
    await spool.discard();
    expect(await readdir(folder)).toEqual([]);
    expect(stream("stdout")).toEqual([]);
  });

  it("can be read during the turn: what is written is stored within a second or two", async () => {
    const { store, text } = record();
    const spool = await open(store);
    spool.write("stdout", Buffer.from("now\n"));
    await vi.waitFor(() => expect(text("stdout").toString()).toBe("now\n"), { timeout: 3_000 });
    await spool.close();
  });

  it("keeps the head and the tail of a flood and states the cut, so that printed = stored + cut", async () => {
    const { store, stream } = record();
    const spool = await open(store, { maxBytes: MB });
    let printed = 0;
    const tail: Buffer[] = [];
    for (let n = 0; n < 3_000; n++) {
      const bytes = Buffer.from(`${n} ${"x".repeat(n % 1_500)}\n`);
      spool.write("stdout", bytes);
      printed += bytes.length;
      tail.push(bytes);
    }
    const { stdout } = await spool.close();
    const stored = stream("stdout").reduce((sum, chunk) => sum + chunk.bytes.length, 0);
    expect(stdout.bytes).toBe(printed);
    expect(stored + (stdout.cut?.bytes ?? 0)).toBe(printed);
    expect(stored).toBeLessThanOrEqual(MB);
    const all = Buffer.concat(tail);
    for (const chunk of stream("stdout")) {
      expect(chunk.bytes.equals(all.subarray(chunk.firstByte, chunk.firstByte + chunk.bytes.length))).toBe(true);
      expect(chunk.firstLine).toBe(all.toString("latin1", 0, chunk.firstByte).split("\n").length - 1);
    }
    const head = stream("stdout").find(
      (chunk) => chunk.firstByte === (stdout.cut?.from ?? 0) + (stdout.cut?.bytes ?? 0),
    );
    expect(head).toBeDefined();
  });

  it("waits on disk while the record is away, and stores all of it once it is back", async () => {
    const { store, state, text } = record();
    state.away = true;
    const spool = await open(store);
    spool.write("stdout", Buffer.from("one\n"));
    const flushed = spool.flushed();
    await vi.waitFor(() => expect(state.asked).toBe(1));
    state.away = false;
    await flushed;
    expect(text("stdout").toString()).toBe("one\n");
    await spool.close();
  });

  it("stores nothing twice when an answer was lost", async () => {
    const { store, state, text } = record();
    const spool = await open(store);
    state.loseAnswers = true;
    spool.write("stdout", Buffer.from("one\n"));
    const flushed = spool.flushed();
    spool.write("stdout", Buffer.from("two\n"));
    await vi.waitFor(() => expect(text("stdout").length).toBeGreaterThan(0));
    state.loseAnswers = false;
    await flushed;
    await spool.close();
    expect(text("stdout").toString()).toBe("one\ntwo\n");
  });

  it("stops and cleans up when the claim is lost", async () => {
    const { store, state, text } = record();
    state.lost = true;
    const spool = await open(store);
    spool.write("stdout", Buffer.from("one\n"));
    await spool.close();
    expect(text("stdout").length).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });

  it("takes nothing once it is closed: its descriptors may be another run's by then", async () => {
    const { store, state } = record();
    const spool = await open(store);
    spool.write("stdout", Buffer.from("one\n"));
    state.away = true;
    await spool.close({ signal: AbortSignal.abort() });
    const other = await open(store); // gets the numbers that are free again
    other.write("stdout", Buffer.from("of another run\n"));
    spool.write("stdout", Buffer.from("too late\n"));
    const heads = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name, "stdout.head"), "utf8")),
    );
    expect(heads.sort()).toEqual(["of another run\n", "one\n"]);
    state.away = false;
    await other.close();
  });

  it("goes on where an earlier try of the turn ended", async () => {
    const { store, stream } = record();
    const spool = await open(store, { startsAt: { bytes: 500, lines: 9 } });
    expect(spool.startsAt).toEqual({ stdout: 500, stderr: 0 });
    spool.write("stdout", Buffer.from("x\n"));
    expect((await spool.close()).stdout).toEqual({ bytes: 502, cut: null });
    expect(stream("stdout")).toMatchObject([{ firstByte: 500, firstLine: 9, lines: 1 }]);
  });
});

describe("leftoverSpools", () => {
  it("finds none while the owner lives", async () => {
    const { store } = record();
    const spool = await open(store);
    spool.write("stdout", Buffer.from("x"));
    expect(await leftoverSpools(folder)).toEqual([]);
    await spool.close();
  });

  it("finds that of a run that was taken over although its owner lives, and is not misled by a label that was cut off", async () => {
    const { store } = record();
    const spool = await open(store);
    spool.write("stdout", Buffer.from("x"));
    await mkdir(join(folder, "cut-off"));
    await writeFile(join(folder, "cut-off", "label.json"), '{"runId":"r_');
    expect(await leftoverSpools(folder, "r_another")).toEqual([]);
    expect(await leftoverSpools(folder, RUN)).toMatchObject([{ runId: RUN }]);
    await spool.close();
  });

  it("finds one whose owner was not heard of for long, wherever it ran", async () => {
    const { store, text } = record();
    const aborted = AbortSignal.abort();
    const spool = await open(store);
    spool.write("stdout", Buffer.from("x"));
    await spool.close({ signal: aborted });
    for (const name of await readdir(folder)) await utimes(join(folder, name, "label.json"), 1, 1);
    const [left] = await leftoverSpools(folder);
    await left?.upload({ store, signal: never });
    expect(text("stdout").toString()).toBe("x");
  });

  it("uploads what a crash left behind in the same chunks, and nothing twice", async () => {
    const { store, state, text, stream } = record();
    const spool = await open(store);
    spool.write("stdout", Buffer.from("first\n"));
    state.loseAnswers = true; // the chunk arrives, the crash comes before the answer
    const aborted = new AbortController();
    const closing = spool.close({ signal: aborted.signal });
    await vi.waitFor(() => expect(text("stdout").toString()).toBe("first\n"));
    spool.write("stdout", Buffer.from("second\n"));
    aborted.abort();
    await closing;
    state.loseAnswers = false;
    await orphan();

    const [left, ...others] = await leftoverSpools(folder);
    expect(others).toEqual([]);
    expect(left).toMatchObject({ runId: RUN, turn: 2, claim: 7 });
    const ends = await left?.upload({ store, signal: never });
    expect(text("stdout").toString()).toBe("first\nsecond\n");
    isWhole(stream("stdout"));
    expect(ends?.stdout).toEqual({ bytes: 13, cut: null });
    expect(await readdir(folder)).toEqual([]);
  });

  it("keeps the accounts of a flood over a crash: printed = stored + cut, and stored bytes are the printed ones", async () => {
    const { store, state, stream } = record();
    state.away = true;
    const spool = await open(store, { maxBytes: 2 * MB });
    const printed = randomBytes(5 * MB);
    for (let at = 0; at < printed.length; at += 60_000) spool.write("stdout", printed.subarray(at, at + 60_000));
    // A crash runs no close: what stands on disk now is all there is.
    await orphan();
    state.away = false;
    const crashed = await leftoverSpools(folder);
    const ends = await crashed[0]?.upload({ store, signal: never });
    const stored = stream("stdout").reduce((sum, chunk) => sum + chunk.bytes.length, 0);
    expect(stored + (ends?.stdout.cut?.bytes ?? 0)).toBe(printed.length);
    for (const chunk of stream("stdout"))
      expect(chunk.bytes.equals(printed.subarray(chunk.firstByte, chunk.firstByte + chunk.bytes.length))).toBe(true);
    const last = stream("stdout").at(-1);
    expect((last?.firstByte ?? 0) + (last?.bytes.length ?? 0)).toBe(printed.length);
    await spool.close({ signal: AbortSignal.abort() });
  });

  it("is taken under a newer claim, and dropped when it is refused for good", async () => {
    const { store, state, stream } = record();
    for (const lost of [false, true]) {
      const spool = await open(store);
      state.lost = lost;
      spool.write("stderr", Buffer.from(`${lost}`));
      await spool.close({ signal: AbortSignal.abort() });
      await orphan();
      const [left] = await leftoverSpools(folder);
      const ends = await left?.upload({ store, signal: never, claim: 8 });
      expect(ends === null).toBe(lost);
      expect(await readdir(folder)).toEqual([]);
    }
    expect(stream("stderr")).toMatchObject([{ claim: 8 }]);
  });
});
