/** One viewer of one run over plain HTTP: writes down what it received, comes and goes, reads on after a 410. */
import { appendFileSync } from "node:fs";
import { get, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./askCodi.ts";
import { eventHash } from "./checker/eventHash.mjs";
import type { ViewerLine } from "./checker/evidence.ts";
import { seededRandom } from "./seededRandom.mjs";

export type Viewer = { baseUrl: string; folder: string; seed: string; runId: string; index: number; viewer: number };
type Until = { finishing: AbortSignal; over: AbortSignal };
type Seen = { seq: number; type: string };

const AGAIN_MS = 250;
const LATE_MS = 20_000;

export async function viewRun(viewer: Viewer, { finishing, over }: Until): Promise<void> {
  const { baseUrl, runId } = viewer;
  const random = seededRandom(viewer.seed, "viewer", viewer.index, viewer.viewer);
  const path = join(viewer.folder, `${runId}.${viewer.viewer}`);
  const write = (line: ViewerLine) => appendFileSync(path, `${JSON.stringify(line)}\n`);
  const isRestless = random.chance(0.5);
  let last = 0;
  let asked = false;
  const take = ({ seq, type }: Seen, event: unknown) => {
    write({ seq, type, hash: eventHash(event) });
    last = seq;
  };
  const rest = (ms: number, signal = finishing) => sleep(ms, undefined, { signal }).catch(() => undefined);

  if (random.chance(0.4)) await rest(random.between(500, LATE_MS));
  while (!over.aborted) {
    const stays = AbortSignal.any([over, ...(isRestless ? [leave(random.between(500, 12_000), finishing)] : [])]);
    const from: Record<string, string> = asked ? { "last-event-id": `${last}-0` } : {};
    const ended = await readStream(`${baseUrl}/api/runs/${runId}/stream?from=0-0`, { headers: from, stays, take });
    if (ended === "done") return write({ done: true });
    if (typeof ended === "number") write({ answer: ended, from: asked ? `${last}-0` : "0-0" });
    if (ended === 410) last = await readOn(viewer, { last, take, write });
    asked ||= last > 0;
    if (ended === "left") await rest(random.between(200, 5_000));
    else await rest(AGAIN_MS, over);
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

type Ended = "done" | "cut" | "left" | number;

async function readStream(
  url: string,
  {
    headers,
    stays,
    take,
  }: { headers: Record<string, string>; stays: AbortSignal; take: (seen: Seen, event: unknown) => void },
): Promise<Ended> {
  try {
    const response = await new Promise<IncomingMessage>((answered, failed) => {
      get(url, { headers, signal: stays }, answered).once("error", failed);
    });
    if (response.statusCode !== 200) {
      response.resume();
      return response.statusCode ?? 0;
    }
    for await (const line of createInterface({ input: response })) {
      if (line === "data: [DONE]") return "done";
      if (!line.startsWith("data: ")) continue;
      const event = JSON.parse(line.slice("data: ".length)) as Seen;
      take(event, event);
    }
    return stays.aborted ? "left" : "cut";
  } catch {
    return stays.aborted ? "left" : "cut";
  }
}

/** What the stream no longer holds is in the archive, or is stated to be gone. */
async function readOn(
  { baseUrl, runId }: Viewer,
  reader: { last: number; take: (seen: Seen, event: unknown) => void; write: (line: ViewerLine) => void },
): Promise<number> {
  let { last } = reader;
  for (;;) {
    const answer = await ask(`${baseUrl}/api/runs/${runId}/events?after=${last}`);
    if (answer?.http !== 200) return last;
    const page = answer.body as { events: Seen[]; next: number; gaps: { from: number; to: number }[] };
    const entries = [
      ...page.events.map((event) => ({ at: event.seq, event })),
      ...page.gaps.map((gap) => ({ at: gap.from, gap })),
    ].sort((a, b) => a.at - b.at);
    for (const entry of entries) {
      if ("event" in entry) reader.take(entry.event, entry.event);
      else reader.write({ gap: entry.gap });
    }
    if (page.next === last) return last;
    last = page.next;
  }
}
