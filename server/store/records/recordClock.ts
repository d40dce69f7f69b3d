/** The time of the record: what Postgres said, carried on by this process's monotonic clock. A machine whose clock is wrong or jumps changes nothing. */
const BELIEVED_MS = 1_000; // an answer that took longer may have stood still on its way

let heard: { time: number; at: number } | null = null;
let latest = 0;

/** `askedAt` is a reading of performance.now(): the middle of the question is the likeliest moment of the answer. */
export function hearRecordTime(time: Date, askedAt: number): void {
  const answeredAt = performance.now();
  if (heard && answeredAt - askedAt > BELIEVED_MS) return;
  heard = { time: time.getTime(), at: (askedAt + answeredAt) / 2 };
}

/** Never earlier than before. Until Postgres was heard of, the machine's own clock has to do. */
export function recordNow(): Date {
  if (!heard) return new Date();
  latest = Math.max(latest, heard.time + performance.now() - heard.at);
  return new Date(latest);
}
