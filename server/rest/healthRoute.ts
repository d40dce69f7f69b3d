/** Whether this installation can work: both stores, which must answer and take writes, and the workers that are online. */
import { STORE_PING_MS } from "#server/domain/limits.ts";
import { redisState } from "#server/store/live/redis.ts";
import { askPostgres } from "#server/store/records/pingPostgres.ts";
import { answer, json } from "./answer.ts";

export function getHealth(request: Request): Promise<Response> {
  return answer(request, async () => {
    const [said, state] = await Promise.all([askPostgres(STORE_PING_MS), redisState(STORE_PING_MS)]);
    const postgres = said !== null;
    const redis = state === "works";
    const ok = postgres && redis;
    const why = state === "refuses" ? { redisRefusesWrites: true } : {};
    return json(ok ? 200 : 503, { ok, postgres, redis, ...why, workers: said?.workers ?? 0 });
  });
}
