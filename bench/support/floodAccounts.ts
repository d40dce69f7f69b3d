/** What became of every byte that a run's one turn printed, as its readers are told. */
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { type Stretch, unaccountedBytes } from "./accounted.ts";

export type Accounts = {
  printed: number;
  /** Bytes that the stored output gives, and bytes that it says were cut out. */
  stored: number;
  cut: number;
  /** Bytes of the live feed, and bytes that it says it left out. */
  shown: number;
  skipped: number;
  /** Bytes of which the stored output, or the feed, says nothing, or says it twice. */
  notStored: number;
  notShown: number;
};

export async function readAccounts(
  baseUrl: string,
  { runId, printed }: { runId: string; printed: number },
): Promise<Accounts> {
  const { stored, cut } = await readStored(`${baseUrl}/api/runs/${runId}/output?turn=1&stream=stdout`);
  const [shown, skipped] = await readFeed(`${baseUrl}/api/runs/${runId}/events?limit=5000`);
  const sum = (stretches: Stretch[]) => stretches.reduce((total, { bytes }) => total + bytes, 0);
  return {
    printed,
    stored,
    cut,
    shown: sum(shown),
    skipped: sum(skipped),
    notStored: Math.abs(printed - stored - cut),
    notShown: unaccountedBytes([...shown, ...skipped], printed),
  };
}

async function readStored(url: string): Promise<{ stored: number; cut: number }> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  let stored = 0;
  for await (const piece of answer.body ?? []) stored += (piece as Uint8Array).length;
  return { stored, cut: Number(/bytes=(\d+)/.exec(answer.headers.get("codi-output-cut") ?? "")?.[1] ?? 0) };
}

async function readFeed(url: string): Promise<[shown: Stretch[], skipped: Stretch[]]> {
  const shown: Stretch[] = [];
  const skipped: Stretch[] = [];
  for (let after = 0; ;) {
    const answer = await fetch(`${url}&after=${after}`);
    const { events, next } = (await answer.json()) as { events: StoredEvent[]; next: number };
    for (const event of events) {
      const from = Number(event.offset);
      if (event.type === "subprocess_output") shown.push({ from, bytes: Buffer.byteLength(String(event.text)) });
      if (event.type === "output_skipped") skipped.push({ from, bytes: Number(event.bytes) });
    }
    if (next === after) return [shown, skipped];
    after = next;
  }
}
