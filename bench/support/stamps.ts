/** Lines of the printer that say when they were due and when they were sent: read out of the events that carry them. */
import type { StoredEvent } from "#server/domain/runEvents.ts";

/** Three numbers a line, on the machine's clock: when it was due, when it was sent, when it was in hand. */
export type Times = number[] | Float64Array;

const STAMP = /due (\d+\.\d+) sent (\d+\.\d+)/g;

export function addTimes(times: number[], text: string, at: number): void {
  for (const [, due, sent] of text.matchAll(STAMP)) times.push(Number(due), Number(sent), at);
}

/** What a viewer sees of an event. */
export function textOf(event: StoredEvent): string {
  if (event.type === "subprocess_output") return String(event.text);
  if (event.type !== "turn_item") return "";
  const { content } = event.item as { content?: { text?: string }[] };
  return content?.map(({ text }) => text ?? "").join("") ?? "";
}

const every = (times: Times, of: (due: number, sent: number, at: number) => number): number[] =>
  Array.from({ length: times.length / 3 }, (_, n) =>
    of(times[3 * n] ?? NaN, times[3 * n + 1] ?? NaN, times[3 * n + 2] ?? NaN),
  );

/** From when each was due to when it was in hand. */
export const toLatencies = (times: Times): number[] => every(times, (due, _, at) => at - due);

/** How late the program itself was: no product can be blamed for that. */
export const toLateness = (times: Times): number[] => every(times, (due, sent) => sent - due);

/** Those that were due in a window of time. */
export function dueWithin(times: Times, { from, to }: { from: number; to: number }): number[] {
  const latencies = toLatencies(times);
  return latencies.filter((_, n) => (times[3 * n] ?? NaN) >= from && (times[3 * n] ?? NaN) < to);
}
