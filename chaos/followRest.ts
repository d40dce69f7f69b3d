/** Follows a run as a program does over plain HTTP: comes back with the last id it saw, and after a 410 reads on where it is told. */
import { get, type IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { ask } from "./askCodi.ts";
import type { Follow, Reader } from "./reader.ts";

type Seen = { seq: number; type: string };
type Ended = "done" | "cut" | { answer: number; eventsUrl: string | null };

/** Until the server has said when to come back after a break. */
const AGAIN_MS = 1_000;

export const followRest: Follow = async (reader, stays) => {
  let againMs = AGAIN_MS;
  while (!stays.aborted) {
    const ended = await readStream(reader, { stays, comeBackAfter: (ms) => (againMs = ms) });
    if (ended === "done") return "done";
    if (stays.aborted) break;
    if (ended !== "cut") {
      reader.refused(ended.answer);
      if (ended.answer === 410 && ended.eventsUrl && (await readOn(reader, ended.eventsUrl))) continue;
    }
    await sleep(againMs, undefined, { signal: stays }).catch(() => undefined);
  }
  return "left";
};

async function readStream(
  reader: Reader,
  { stays, comeBackAfter }: { stays: AbortSignal; comeBackAfter: (ms: number) => void },
): Promise<Ended> {
  const last = reader.last();
  const headers: Record<string, string> = last > 0 ? { "last-event-id": `${last}-0` } : {};
  try {
    const response = await new Promise<IncomingMessage>((answered, failed) => {
      const url = `${reader.baseUrl}/api/runs/${reader.runId}/stream?from=0-0`;
      get(url, { headers, signal: stays }, answered).once("error", failed);
    });
    if (response.statusCode !== 200) return await refusalOf(response);
    for await (const line of createInterface({ input: response })) {
      if (line === "data: [DONE]") return "done";
      if (line.startsWith("retry: ")) comeBackAfter(Number(line.slice("retry: ".length)));
      if (line.startsWith("data: ")) reader.take(JSON.parse(line.slice("data: ".length)) as Seen);
    }
  } catch {
    // The connection broke, or this viewer left.
  }
  return "cut";
}

async function refusalOf(response: IncomingMessage): Promise<Ended> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  const body = JSON.parse(Buffer.concat(pieces).toString("utf8")) as { eventsUrl?: string };
  return { answer: response.statusCode ?? 0, eventsUrl: body.eventsUrl ?? null };
}

/** What the stream no longer holds is in the archive, or is stated to be gone; false = that cannot be read now. */
async function readOn(reader: Reader, eventsUrl: string): Promise<boolean> {
  for (let url = eventsUrl; ; url = `/api/runs/${reader.runId}/events?after=${reader.last()}`) {
    const answer = await ask(`${reader.baseUrl}${url}`);
    if (answer?.http !== 200) return false;
    const page = answer.body as { events: Seen[]; next: number; gaps: { from: number; to: number }[] };
    const before = reader.last();
    const entries = [
      ...page.events.map((event) => ({ at: event.seq, tell: () => reader.take(event) })),
      ...page.gaps.map((gap) => ({ at: gap.from, tell: () => reader.passGap(gap) })),
    ].sort((a, b) => a.at - b.at);
    for (const { tell } of entries) tell();
    if (page.next === before) return true;
  }
}
