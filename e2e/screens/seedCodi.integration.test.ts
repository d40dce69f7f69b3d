/** Seeded runs are read like any others: their logs are whole, what was skipped can be loaded, and they can go on. */
import { beforeAll, describe, expect, it } from "vitest";
import { endsRun } from "#server/domain/runEvents.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { getRun, listWaiting } from "#server/store/records/runReads.ts";
import { readStream } from "#server/store/live/runEventLog.ts";
import { readEventsPage } from "#server/store/runHistory.ts";
import { readOutputPage } from "#server/trpc/readOutputPage.ts";
import { seededRuns } from "./seed/seededRuns.ts";
import { seedCodi, type Seeded } from "./seedCodi.ts";
import { streamInto } from "./streamInto.ts";

let seeded: Seeded;
beforeAll(async () => {
  seeded = await seedCodi(seededRuns, "/srv/work");
}, 120_000);

const idOf = (number: number) => seeded.runs.find((run) => run.number === number)?.runId ?? "";
const wholeLog = (runId: string) => readEventsPage(runId, { after: 0, limit: 5_000 });

describe("a seeded Codi", () => {
  it("has logs without a hole but for the ones that are stated", async () => {
    for (const { runId, name } of seeded.runs) {
      const run = await getRun(runId);
      const { events, gaps, next } = await wholeLog(runId);
      const missing = gaps.reduce((sum, gap) => sum + gap.to - gap.from + 1, 0);
      expect(events.length + missing, name).toBe(run.lastSeq);
      expect(next, name).toBe(run.lastSeq);
      if (isSettled(run.status)) expect(events.filter(endsRun).length, name).toBe(1);
    }
    expect((await wholeLog(idOf(4813))).gaps).toMatchObject([{ reason: "redis_lost" }]);
  });

  it("has the same log in Redis as in Postgres", async () => {
    const { events } = await wholeLog(idOf(4818));
    expect(await readStream(idOf(4818), { after: 0, limit: 5_000 })).toEqual(events);
  });

  it("has stored what its live feed skipped", async () => {
    const { events } = await wholeLog(idOf(4821));
    const skipped = events.find(({ type }) => type === "output_skipped") as unknown as {
      turn: number;
      offset: number;
      bytes: number;
    };
    const { turn, offset, bytes } = skipped;
    const page = await readOutputPage(idOf(4821), { turn, stream: "stdout", from: offset, to: offset + bytes });
    expect(page.text.split("\n").length).toBe(641);
    expect(page.text).toMatch(/invoice-acme-1000\.pdf/);
  });

  it("says of every run that waits why it does", async () => {
    const codes = new Map((await listWaiting()).map((run) => [run.number, run.waiting?.code]));
    expect(Object.fromEntries(codes)).toMatchObject({
      4828: "limit",
      4826: "no_worker",
      4830: "host_away",
      4824: "delay",
      4823: "backoff",
    });
  });

  it("goes on printing where a run that is held had stopped", async () => {
    const runId = idOf(4821);
    const before = await getRun(runId);
    const count = await streamInto(runId, { eventsPerSecond: 200, seconds: 1 });
    const { lastSeq } = await getRun(runId);
    expect(count).toBe(200);
    expect(lastSeq).toBe(before.lastSeq + 200);
    const streamed = await readStream(runId, { after: before.lastSeq, limit: 500 });
    expect(streamed.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, n) => before.lastSeq + n + 1));
  });
});
