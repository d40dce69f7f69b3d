import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createThrottle } from "./throttle.ts";
import type { FeedEvent } from "./throttle.ts";

const line = (text: string, offset: number) => ({
  stream: "stdout" as const,
  offset,
  bytes: text.length,
  text,
  textBytes: text.length,
});

describe("createThrottle", () => {
  it("lets the first text after a silence out at once", () => {
    const throttle = createThrottle();
    throttle.push(line("a\n", 0), 5_000);
    expect(throttle.take(5_000)).toEqual([{ type: "subprocess_output", stream: "stdout", text: "a\n", offset: 0 }]);
  });

  it("joins the lines that came meanwhile into one event, both streams taking turns", () => {
    const throttle = createThrottle();
    throttle.push(line("a\n", 0), 0);
    throttle.take(0);
    throttle.push(line("b\n", 2), 10);
    throttle.push({ ...line("e\n", 0), stream: "stderr" }, 20);
    throttle.push(line("c\n", 4), 30);
    expect(throttle.take(99)).toEqual([]);
    expect(throttle.take(100)).toMatchObject([{ stream: "stdout", text: "b\nc\n" }]);
    expect(throttle.take(200)).toMatchObject([{ stream: "stderr", text: "e\n" }]);
  });

  it("never joins across bytes that were understood instead of shown", () => {
    const throttle = createThrottle();
    throttle.push(line("a\n", 0), 0);
    throttle.push(line("b\n", 90), 0);
    expect(throttle.take(0)).toMatchObject([{ text: "a\n", offset: 0 }]);
    expect(throttle.take(100)).toMatchObject([{ text: "b\n", offset: 90 }]);
  });

  it("shows a burst that fits into the waiting time whole", () => {
    const throttle = createThrottle();
    for (let n = 0; n < 3; n++) throttle.push(line("x".repeat(2_047) + "\n", n * 2_048), 0);
    const events = [0, 100, 200].flatMap((now) => throttle.take(now));
    expect(events.map((event) => event.type)).toEqual(Array(3).fill("subprocess_output"));
  });

  it("names the oldest whole lines in one output_skipped when more waits than can be shown in time", () => {
    const throttle = createThrottle();
    for (let n = 0; n < 100; n++) throttle.push(line("x".repeat(99) + "\n", n * 100), 0);
    const [skipped, shown] = throttle.take(0);
    expect(skipped).toMatchObject({ type: "output_skipped", stream: "stdout", offset: 0 });
    const bytes = skipped?.type === "output_skipped" ? skipped.bytes : 0;
    expect(bytes % 100).toBe(0);
    expect(shown).toMatchObject({ type: "subprocess_output", offset: bytes });
  });

  it("shows or names every byte exactly once, in order, in time and at its pace, whatever comes when", () => {
    const arrival = fc.record({
      after: fc.integer({ min: 0, max: 160 }),
      stream: fc.constantFrom("stdout" as const, "stderr" as const),
      sizes: fc.array(fc.integer({ min: 1, max: 2_048 }), { minLength: 1, maxLength: 8 }),
    });
    fc.assert(
      fc.property(fc.array(arrival, { maxLength: 40 }), fc.integer({ min: 0, max: 15 }), (arrivals, late) => {
        const throttle = createThrottle();
        const sent: { at: number; event: FeedEvent }[] = [];
        const cameAt = { stdout: [] as { to: number; at: number }[], stderr: [] as { to: number; at: number }[] };
        const offsets = { stdout: 0, stderr: 0 };
        let now = 0;
        const runTo = (until: number) => {
          for (let at = throttle.nextAt(); at !== null && Math.max(at, now) + late <= until; at = throttle.nextAt()) {
            now = Math.max(at, now) + late;
            for (const event of throttle.take(now)) sent.push({ at: now, event });
          }
          now = Math.max(now, until);
        };
        for (const { after, stream, sizes } of arrivals) {
          runTo(now + after);
          for (const size of sizes) {
            throttle.push({ ...line("x".repeat(size), offsets[stream]), stream }, now);
            offsets[stream] += size;
            cameAt[stream].push({ to: offsets[stream], at: now });
          }
          if ((throttle.nextAt() ?? Infinity) <= now)
            for (const event of throttle.take(now)) sent.push({ at: now, event });
        }
        runTo(now + 10_000);
        expect(throttle.nextAt()).toBeNull();

        const texts = sent.filter(({ event }) => event.type === "subprocess_output");
        for (const [index, { at }] of texts.entries()) {
          const before = texts[index - 1];
          if (before) expect(at - before.at).toBeGreaterThanOrEqual(100);
        }
        for (const stream of ["stdout", "stderr"] as const) {
          let next = 0;
          for (const { at, event } of sent.filter((one) => one.event.stream === stream)) {
            expect(event.offset).toBe(next);
            next += event.type === "output_skipped" ? event.bytes : event.text.length;
            if (event.type === "output_skipped") continue;
            const oldest = cameAt[stream].find((one) => one.to > event.offset);
            expect(at - (oldest?.at ?? 0)).toBeLessThanOrEqual(250 + 2 * late);
            expect(event.text.length).toBeLessThanOrEqual(2_048);
          }
          expect(next).toBe(offsets[stream]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
