/** One turn that prints a hundred lines a second, seen through both doors while a store is away, and all that must be whole afterwards. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, vi } from "vitest";
import { readStream } from "#server/store/live/runEventLog.ts";
import { database } from "#server/store/records/database.ts";
import { addProfile, eventsOf, fake, isContiguous, startIn, story, untilInTurn, untilSettled } from "./commandRuns.ts";
import { viewOverRest, viewOverTrpc, type PatientViewer } from "./patientViewer.ts";
import type { TestWorker } from "./startWorker.ts";
import { letGo } from "./waitingRuns.ts";

export type SteadyTurn = {
  runId: string;
  viewers: PatientViewer[];
  /** Both of them have seen at least so much more than now. */
  untilSeenMore(timeout: number): Promise<void>;
  /** Lets the turn end; everything is whole, and the worker took no more memory and wrote no more lines than it may. */
  expectWhole(): Promise<void>;
};

const GROWS_BYTES = 80_000_000; // events of a minute, and what the collector leaves lying
const WARNINGS_MAX = 12; // a line a minute for each thing that is away
const soon = { timeout: 40_000, interval: 50 };

export async function startSteadyTurn(root: string, worker: TestWorker): Promise<SteadyTurn> {
  const profile = await addProfile(fake("printsSteadily", "go"));
  const run = await startIn(root, { profile, maxTurns: 1 });
  const { runId } = run;
  await untilInTurn(runId, 1, "line");
  const over = new AbortController();
  const viewers = [viewOverRest(runId, over.signal), viewOverTrpc(runId, over.signal)];
  await vi.waitFor(() => viewers.forEach((viewer) => expect(viewer.seqs().length).toBeGreaterThan(20)), soon);
  const memory = watchMemory(worker.pid);
  const linesBefore = warningsOf(worker);

  return {
    runId,
    viewers,
    async untilSeenMore(timeout) {
      const seen = viewers.map((viewer) => viewer.seqs().length);
      const more = () =>
        viewers.forEach((viewer, n) => expect(viewer.seqs().length).toBeGreaterThan((seen[n] ?? 0) + 5));
      await vi.waitFor(more, { timeout, interval: 50 });
    },
    async expectWhole() {
      await letGo(run);
      expect((await untilSettled(runId)).status).toBe("completed");
      await vi.waitFor(() => Promise.all(viewers.map((viewer) => viewer.over)), soon);
      const grown = memory.stop();
      const events = await eventsOf(runId);
      expect(isContiguous(events)).toBe(true);
      const turn = ["turn_started", "turn_completed", "run_completed"];
      expect(story(events).filter((type) => /^(turn|run)_(started|completed|failed|recovered)$/.test(type))).toEqual([
        "run_started",
        ...turn,
      ]);
      await vi.waitFor(async () => expect(await readStream(runId, { after: 0, limit: 10_000 })).toEqual(events), soon);
      for (const viewer of viewers) {
        expect(viewer.seqs()).toEqual(events.map(({ seq }) => seq));
        expect(viewer.gaps).toEqual([]);
      }
      await expectOutputWhole(runId);
      expect(grown).toBeLessThan(GROWS_BYTES);
      expect(warningsOf(worker) - linesBefore).toBeLessThanOrEqual(WARNINGS_MAX);
    },
  };
}

/** What was printed is stored, and each byte of it was shown or named as skipped, in order. */
async function expectOutputWhole(runId: string): Promise<void> {
  const chunks = await database().outputChunk.findMany({ where: { runId }, orderBy: { firstByte: "asc" } });
  const stored = Buffer.concat(chunks.map(({ content }) => gunzipSync(content))).toString("utf8");
  const count = stored.split("\n").length - 1;
  expect(stored).toBe(Array.from({ length: count }, (_, n) => `line ${n + 1}\n`).join(""));
  let next = 0;
  for (const event of await eventsOf(runId)) {
    if (event.type !== "subprocess_output" && event.type !== "output_skipped") continue;
    expect(event.offset).toBe(next);
    next += event.type === "output_skipped" ? event.bytes : Buffer.byteLength(event.text);
  }
  expect(next).toBe(stored.length);
}

/** How far above its first reading it ever was. */
function watchMemory(pid: number): { stop(): number } {
  const read = () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1_024;
  const first = read();
  let most = first;
  const timer = setInterval(() => (most = Math.max(most, read())), 100);
  return {
    stop() {
      clearInterval(timer);
      return most - first;
    },
  };
}

const warningsOf = (worker: TestWorker) => worker.log().split(/^\{"level":[456]0/m).length - 1;
