/** Asks Postgres what time it is. */
import type { Transaction } from "./database.ts";
import { hearRecordTime } from "./recordClock.ts";

export async function readRecordTime(database: Transaction): Promise<Date> {
  const askedAt = performance.now();
  const [answer] = await database.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  hearRecordTime(answer.now, askedAt);
  return answer.now;
}
