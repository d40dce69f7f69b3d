/** One viewer of one run: comes and goes, and writes down what it received, whichever door it uses. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { eventHash } from "./checker/eventHash.mjs";
import type { ViewerLine } from "./checker/evidence.ts";
import { followRest } from "./followRest.ts";
import { followTrpc } from "./followTrpc.ts";
import type { Follow, Reader } from "./reader.ts";
import { seededRandom } from "./seededRandom.mjs";

export type Viewer = { baseUrl: string; folder: string; seed: string; runId: string; index: number; viewer: number };
type Until = { finishing: AbortSignal; over: AbortSignal };

const LATE_MS = 20_000;

export async function viewRun(viewer: Viewer, { finishing, over }: Until): Promise<void> {
  const { baseUrl, runId } = viewer;
  const random = seededRandom(viewer.seed, "viewer", viewer.index, viewer.viewer);
  const path = join(viewer.folder, `${runId}.${viewer.viewer}`);
  const write = (line: ViewerLine) => appendFileSync(path, `${JSON.stringify(line)}\n`);
  const follow: Follow = viewer.viewer % 2 === 0 ? followRest : followTrpc;
  const isRestless = random.chance(0.5);
  const rest = (ms: number) => sleep(ms, undefined, { signal: finishing }).catch(() => undefined);
  let last = 0;
  const reader: Reader = {
    baseUrl,
    runId,
    last: () => last,
    take(event) {
      write({ seq: event.seq, type: event.type, hash: eventHash(event), at: Date.now() });
      last = event.seq;
    },
    passGap(gap) {
      write({ gap: { from: gap.from, to: gap.to } });
      last = Math.max(last, gap.to);
    },
    refused: (answer) => write({ answer, from: `${last}-0` }),
  };

  // Nobody who looks at the files later should take a viewer that came in vain for one that never came.
  appendFileSync(path, "");
  if (random.chance(0.4)) await rest(random.between(500, LATE_MS));
  while (!over.aborted) {
    const stays = AbortSignal.any([over, ...(isRestless ? [leave(random.between(500, 12_000), finishing)] : [])]);
    if ((await follow(reader, stays)) === "done") return write({ done: true });
    await rest(random.between(200, 5_000));
  }
}

/** Aborted after a while; not at all once everything is settled. */
function leave(ms: number, finishing: AbortSignal): AbortSignal {
  const leaving = new AbortController();
  const timer = setTimeout(() => leaving.abort(), ms);
  finishing.addEventListener("abort", () => clearTimeout(timer), { once: true });
  if (finishing.aborted) clearTimeout(timer);
  return leaving.signal;
}
