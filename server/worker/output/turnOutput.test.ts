import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { RunEventBody } from "#server/domain/runEvents.ts";
import { createRedactor } from "#server/redaction/redact.ts";
import type { TurnParser } from "#server/worker/harness.ts";
import type { OutputChunk, OutputStream } from "#server/worker/process/childProcess.ts";
import type { Clock } from "./clock.ts";
import type { SpoolWriter } from "./spool.ts";
import { turnOutput } from "./turnOutput.ts";

vi.hoisted(() => vi.stubEnv("CODI_LOG_LEVEL", "silent"));

/** Time that passes only when everybody waits for it. */
function virtualClock() {
  let time = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const clock: Clock = {
    now: () => time,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const sleeper = { at: time + ms, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          resolve();
        });
      }),
  };
  return {
    clock,
    async runUntil(done: () => boolean): Promise<void> {
      while (!done()) {
        for (let turn = 0; turn < 3; turn++) await nextTurn();
        const [next] = [...sleepers].sort((a, b) => a.at - b.at);
        if (!next || done()) continue;
        sleepers.delete(next);
        time = Math.max(time, next.at);
        next.wake();
      }
    },
  };
}

type Arrival = { after: number; stream: OutputStream; text: string | Buffer };
type Seen = { at: number; event: RunEventBody };

/** Understands lines that are JSON objects, as a harness does. */
const jsonParser: TurnParser = {
  read: async (_stream, line) => (line.startsWith("{") ? [{ type: "error", code: "json", message: line }] : null),
  holds: (_stream, partial) => partial.startsWith("{"),
  passesOver: (_stream, lines) => !lines.includes("{"),
};

async function collect(arrivals: Arrival[], options: { parse?: TurnParser; secrets?: string[] } = {}) {
  const { clock, runUntil } = virtualClock();
  const stored = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const spool: SpoolWriter = {
    startsAt: { stdout: 0, stderr: 0 },
    write: (stream, bytes) => void stored[stream].push(Buffer.from(bytes)),
  };
  async function* chunks(): AsyncGenerator<OutputChunk> {
    for (const { after, stream, text } of arrivals) {
      if (after > 0) await clock.sleep(after, new AbortController().signal);
      yield { stream, bytes: Buffer.from(text) };
    }
  }
  const seen: Seen[] = [];
  let done = false;
  const reading = (async () => {
    const secrets = options.secrets ?? [];
    const events = turnOutput(chunks(), {
      turn: 3,
      redactor: () => createRedactor({ secrets }),
      spool,
      parse: options.parse ?? jsonParser,
      clock,
    });
    for await (const event of events) seen.push({ at: clock.now(), event });
  })().finally(() => (done = true));
  await runUntil(() => done);
  await reading;
  return { seen, stored: { stdout: Buffer.concat(stored.stdout), stderr: Buffer.concat(stored.stderr) } };
}

const texts = (seen: Seen[]) =>
  seen.flatMap(({ at, event }) => (event.type === "subprocess_output" ? [[at, event.stream, event.text]] : []));

describe("turnOutput", () => {
  it("shows a line at once, with its turn and its place in the stored output", async () => {
    const { seen } = await collect([{ after: 500, stream: "stdout", text: "hello\n" }]);
    expect(seen).toEqual([
      { at: 500, event: { type: "subprocess_output", turn: 3, stream: "stdout", text: "hello\n", offset: 0 } },
    ]);
  });

  it("shows the beginning of a line while its end is not there, and each byte once", async () => {
    const { seen } = await collect([
      { after: 0, stream: "stdout", text: "a" },
      { after: 3_000, stream: "stdout", text: "b\n" },
    ]);
    expect(texts(seen)).toEqual([
      [50, "stdout", "a"],
      [3_000, "stdout", "b\n"],
    ]);
  });

  it("never shows the beginning of what may become a line of the harness", async () => {
    const { seen } = await collect([
      { after: 0, stream: "stdout", text: '{"a":' },
      { after: 3_000, stream: "stdout", text: "1}\r\n" },
    ]);
    expect(seen).toEqual([{ at: 3_000, event: { type: "error", code: "json", message: '{"a":1}' } }]);
  });

  it("gives the parser the whole line although its beginning was shown", async () => {
    const lines: string[] = [];
    const parse: TurnParser = { read: async (_stream, line) => (lines.push(line), null), holds: () => false };
    await collect(
      [
        { after: 0, stream: "stdout", text: "a" },
        { after: 3_000, stream: "stdout", text: "b\n" },
      ],
      { parse },
    );
    expect(lines).toEqual(["ab"]);
  });

  it("takes a sentinel for telemetry and shows its line too", async () => {
    const line = JSON.stringify({ __cody_event__: { type: "file_deleted", path: "a.txt", turn: 99 } });
    const plain: TurnParser = { read: async () => null, holds: () => false };
    const { seen } = await collect([{ after: 0, stream: "stderr", text: `${line}\r\n` }], { parse: plain });
    expect(seen.map(({ event }) => event)).toEqual([
      { type: "file_deleted", turn: 3, path: "a.txt" },
      { type: "subprocess_output", turn: 3, stream: "stderr", text: `${line}\r\n`, offset: 0 },
    ]);
  });

  it("shows a line that the parser failed on", async () => {
    const parse: TurnParser = { read: () => Promise.reject(new Error("no")), holds: () => false };
    const { seen } = await collect([{ after: 0, stream: "stdout", text: "x\n" }], { parse });
    expect(texts(seen)).toEqual([[0, "stdout", "x\n"]]);
  });

  it("hides a secret in the stored bytes and in the events alike, and counts offsets in what is stored", async () => {
    const { seen, stored } = await collect(
      [
        { after: 0, stream: "stdout", text: "is hunter2" },
        { after: 400, stream: "stdout", text: "hunter2\nnext\n" },
      ],
      { secrets: ["hunter2hunter2"] },
    );
    expect(stored.stdout.toString()).toBe("is [redacted]\nnext\n");
    for (const { event } of seen)
      if (event.type === "subprocess_output")
        expect(stored.stdout.toString().slice(event.offset)).toMatch(
          new RegExp(`^${event.text.replace(/[[\]]/g, ".")}`),
        );
    expect(
      texts(seen)
        .map(([, , text]) => text)
        .join(""),
    ).toBe("is [redacted]\nnext\n");
  });

  it("shows a prompt whole although its last letters could begin a secret", async () => {
    const { seen } = await collect([{ after: 0, stream: "stdout", text: "continue? hu" }], {
      secrets: ["hunter2hunter2"],
    });
    expect(
      texts(seen)
        .map(([, , text]) => text)
        .join(""),
    ).toBe("continue? hu");
  });

  it("goes on draining and storing after its reader left", async () => {
    const spooled: number[] = [];
    let more = () => {};
    const gate = new Promise<void>((resolve) => (more = resolve));
    async function* chunks(): AsyncGenerator<OutputChunk> {
      yield { stream: "stdout", bytes: Buffer.from("a\n") };
      await gate;
      for (let n = 0; n < 100; n++) yield { stream: "stdout", bytes: Buffer.alloc(65_536, "x") };
    }
    const spool: SpoolWriter = {
      startsAt: { stdout: 0, stderr: 0 },
      write: (_stream, bytes) => void spooled.push(bytes.length),
    };
    const redactor = () => createRedactor({ secrets: [] });
    for await (const event of turnOutput(chunks(), { turn: 1, redactor, spool, parse: jsonParser })) {
      expect(event.type).toBe("subprocess_output");
      break;
    }
    more();
    while (spooled.length < 101) await nextTurn();
    expect(spooled.reduce((sum, size) => sum + size, 0)).toBe(2 + 100 * 65_536);
  });

  it("shows or names as skipped every byte that was not understood, exactly once, wherever chunks are cut", async () => {
    const part = fc.oneof(
      fc.constantFrom(
        "plain line\n",
        '{"json":1}\n',
        "\u001b[31mred\u001b[0m ",
        "漢字\r\n",
        "x".repeat(3_000),
        "y".repeat(9_000),
        "\n",
        "half ",
      ),
      fc.constantFrom([0xff, 0x0a], [0xe2, 0x82], [0xf0, 0x9f, 0x92, 0xa9, 0x0a]).map((bytes) => Buffer.from(bytes)),
    );
    const arrivals = fc.array(
      fc.record({
        after: fc.constantFrom(0, 0, 0, 3, 60, 400),
        stream: fc.constantFrom("stdout" as const, "stderr" as const),
        parts: fc.array(part, { maxLength: 6 }),
        cut: fc.nat(20),
      }),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(arrivals, async (given) => {
        const chunks = given.flatMap(({ after, stream, parts, cut }) => {
          const bytes = Buffer.concat(parts.map((one) => Buffer.from(one)));
          return [
            { after, stream, text: bytes.subarray(0, cut) },
            { after: 0, stream, text: bytes.subarray(cut) },
          ];
        });
        const { seen, stored } = await collect(chunks);
        for (const stream of ["stdout", "stderr"] as const) {
          const printed = Buffer.concat(chunks.filter((chunk) => chunk.stream === stream).map((chunk) => chunk.text));
          expect(stored[stream].equals(printed)).toBe(true);
          // The rule said plainly: lines that are JSON objects are understood, all other bytes are owed to the feed.
          const owed: { from: number; to: number }[] = [];
          const understood: string[] = [];
          for (let from = 0, to = 0; from < printed.length; from = to) {
            const end = printed.indexOf(10, from);
            to = end < 0 ? printed.length : end + 1;
            if (printed[from] === 0x7b) understood.push(printed.toString("utf8", from, to).trimEnd());
            else owed.push({ from, to });
          }
          const events = seen.map(({ event }) => event);
          const given = events.filter((event) => "stream" in event && event.stream === stream);
          const covered = new Uint8Array(printed.length);
          for (const event of given) {
            if (event.type === "output_skipped") {
              for (let at = event.offset; at < event.offset + event.bytes; at++) covered[at] = (covered[at] ?? 0) + 1;
            } else if (event.type === "subprocess_output") {
              // The most bytes that read as the text: a character's missing rest adds no second mark.
              const reads = (bytes: number) => printed.toString("utf8", event.offset, event.offset + bytes);
              let bytes = 0;
              while (reads(bytes) !== event.text && event.offset + bytes <= printed.length) bytes += 1;
              expect(reads(bytes)).toBe(event.text);
              while (event.offset + bytes < printed.length && reads(bytes + 1) === event.text) bytes += 1;
              for (let at = event.offset; at < event.offset + bytes; at++) covered[at] = (covered[at] ?? 0) + 1;
            }
          }
          const expected = new Uint8Array(printed.length);
          for (const { from, to } of owed) expected.fill(1, from, to);
          expect([...covered]).toEqual([...expected]);
        }
        const times = texts(seen).map(([at]) => Number(at));
        for (const [index, at] of times.entries())
          if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(100);
      }),
      { numRuns: 60 },
    );
  });
});
