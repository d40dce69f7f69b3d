import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRedactor } from "#server/redaction/redact.ts";
import { newMark, startFake } from "#server/testing/fakes/startFake.ts";
import type { Mark } from "#server/testing/fakes/startFake.ts";
import { endMarked, findMarked } from "#server/worker/process/markedProcesses.ts";
import { openSpool } from "./spool.ts";
import type { AppendOutputChunk } from "./spoolUpload.ts";
import { turnOutput } from "./turnOutput.ts";

const MB = 1_000_000;
const plain = { read: async () => null, holds: () => false };
let folder = "";
let mark: Mark;

beforeEach(async () => {
  mark = newMark();
  folder = await mkdtemp(join(tmpdir(), "output-test-"));
});
afterEach(async () => {
  await endMarked(mark, { graceMs: 0 });
  await rm(folder, { recursive: true, force: true });
});

async function runFake(name: string, options: { args: string[]; maxBytes: number; store?: AppendOutputChunk }) {
  let storedBytes = 0;
  const hash = createHash("sha256");
  const count: AppendOutputChunk = async (chunk) => {
    storedBytes += chunk.bytes.length;
    hash.update(chunk.bytes);
    return true;
  };
  const { runId } = mark;
  const spool = await openSpool({
    folder,
    runId,
    turn: 1,
    claim: 1,
    maxBytes: options.maxBytes,
    store: options.store ?? count,
  });
  const child = await startFake(name, { mark, args: options.args });
  const begunAt = performance.now();
  const base = process.memoryUsage().rss;
  const seen = { shown: 0, skipped: 0, peak: 0, events: [] as { at: number; text: string }[] };
  const redactor = () => createRedactor({ secrets: ["hunter2hunter2", "another secret value"] });
  for await (const event of turnOutput(child.chunks, { turn: 1, redactor, spool, parse: plain })) {
    if (event.type === "output_skipped") seen.skipped += event.bytes;
    if (event.type !== "subprocess_output") continue;
    seen.shown += Buffer.byteLength(event.text);
    seen.events.push({ at: performance.now() - begunAt, text: event.text });
    seen.peak = Math.max(seen.peak, process.memoryUsage().rss - base);
  }
  await child.ended;
  const ends = await spool.close();
  return { seen, ends, stored: { bytes: storedBytes, sha256: hash.digest("hex") } };
}

describe("a turn's output from a real process", () => {
  it("is shown while its line is unfinished, before the rest is printed", async () => {
    const { seen } = await runFake("printsPartialLine", { args: ["1500"], maxBytes: MB });
    const [first, second] = seen.events;
    expect(seen.events.map(({ text }) => text)).toEqual(["a", "b\n"]);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(1_200);
  });

  it.each(["lines", "line"])(
    "costs neither memory nor bytes when %s flood: printed = shown + skipped = stored + cut",
    async (kind) => {
      const { seen, ends, stored } = await runFake("floodsStdout", {
        args: [String(200 * MB), kind],
        maxBytes: 8 * MB,
      });
      expect(seen.shown + seen.skipped).toBe(200 * MB);
      expect(ends.stdout.bytes).toBe(200 * MB);
      expect(stored.bytes + (ends.stdout.cut?.bytes ?? 0)).toBe(200 * MB);
      expect(stored.bytes).toBeLessThanOrEqual(8 * MB);
      expect(seen.peak).toBeLessThan(150 * MB);
      for (const [index, { at }] of seen.events.entries())
        if (index > 0) expect(at - (seen.events[index - 1]?.at ?? 0)).toBeGreaterThan(90);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it("is stored byte for byte below the limit", async () => {
    const { ends, stored } = await runFake("floodsStdout", { args: [String(3 * MB), "line"], maxBytes: 8 * MB });
    expect(ends.stdout).toEqual({ bytes: 3 * MB, cut: null });
    expect(stored.sha256).toBe(
      createHash("sha256")
        .update("x".repeat(3 * MB))
        .digest("hex"),
    );
  });

  it("never makes the child wait for a store that does not answer", async () => {
    let answer = () => {};
    const gate = new Promise<void>((resolve) => (answer = resolve));
    let drained = false;
    const store: AppendOutputChunk = async () => {
      await gate;
      return true;
    };
    const running = runFake("floodsStdout", { args: [String(20 * MB), "lines"], maxBytes: 4 * MB, store });
    // The child's end is seen while the store still hangs; only then does it answer.
    const seen = (async () => {
      while ((await findMarked(mark)).length === 0);
      while ((await findMarked(mark)).length > 0);
      drained = true;
      answer();
    })();
    await Promise.all([running, seen]);
    expect(drained).toBe(true);
  });
});
