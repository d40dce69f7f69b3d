/** Viewers of a run that come back whenever their stream breaks, each through another door, and keep what they saw. */
import { setTimeout as sleep } from "node:timers/promises";
import type { RunFrame } from "#server/domain/frames.ts";
import { askRoute } from "./askRoute.ts";
import { openStream } from "./openStream.ts";

type Range = { from: number; to: number };
export type PatientViewer = {
  /** In the order in which they came. */
  seqs(): number[];
  gaps: Range[];
  /** Settles when it was told that the run is over, or with the signal. */
  over: Promise<void>;
};

const AGAIN_MS = 250;

export function viewOverRest(runId: string, signal: AbortSignal): PatientViewer {
  const seqs: number[] = [];
  const gaps: Range[] = [];
  const last = () => Math.max(0, seqs.at(-1) ?? 0, gaps.at(-1)?.to ?? 0);

  async function readOn(url: string): Promise<void> {
    const page = (await (await askRoute("GET", url)).json()) as { events?: { seq: number }[]; gaps?: Range[] };
    seqs.push(...(page.events ?? []).map(({ seq }) => seq));
    gaps.push(...(page.gaps ?? []));
  }

  /** True = the run is over. */
  async function readStream(): Promise<boolean> {
    const headers = last() > 0 ? { "last-event-id": `${last()}-0` } : undefined;
    const asking = { signal, ...(headers ? { headers } : {}) };
    const response = await askRoute("GET", `/api/runs/${runId}/stream?from=0-0`, asking);
    if (response.status === 410) await readOn(((await response.json()) as { eventsUrl: string }).eventsUrl);
    if (response.status !== 200 || !response.body) return false;
    let text = "";
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (text + piece).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        if (block === "data: [DONE]") return true;
        const id = /^id: (\d+)-0$/m.exec(block)?.[1];
        if (id !== undefined) seqs.push(Number(id));
      }
    }
    return false;
  }

  return { seqs: () => seqs, gaps, over: again(readStream, signal) };
}

export function viewOverTrpc(runId: string, signal: AbortSignal): PatientViewer {
  const gaps: Range[] = [];
  let before: number[] = [];
  let frames: () => RunFrame[] = () => [];
  const seqsIn = (some: RunFrame[]) =>
    some.flatMap((frame) => (frame.kind === "events" ? frame.events.map(({ seq }) => seq) : []));
  const seqs = () => [...before, ...seqsIn(frames())];

  async function subscribe(): Promise<boolean> {
    const after = Math.max(seqs().at(-1) ?? 0, gaps.at(-1)?.to ?? 0);
    const stream = await openStream<RunFrame>("runs.events", { runId, after });
    signal.addEventListener("abort", stream.leave, { once: true });
    frames = stream.frames;
    try {
      await stream.read;
    } finally {
      signal.removeEventListener("abort", stream.leave);
      before = seqs();
      gaps.push(...frames().flatMap((frame) => (frame.kind === "gap" ? [frame.gap] : [])));
      frames = () => [];
    }
    return stream.messages.at(-1)?.event === "return";
  }

  return { seqs, gaps, over: again(subscribe, signal) };
}

async function again(follow: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !(await follow().catch(() => false)))
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => undefined);
}
