/** Whether this installation can work: both stores, which must answer and take writes, and the workers that are online. */
import { STORE_PING_MS } from "#server/domain/limits.ts";
import { redisState } from "#server/store/live/redis.ts";
import { pingPostgres } from "#server/store/records/database.ts";
import { countOnlineWorkers } from "#server/store/records/workerTable.ts";
import { answer, json } from "./answer.ts";

export function getHealth(request: Request): Promise<Response> {
  return answer(request, async () => {
    const [postgres, state] = await Promise.all([pingPostgres(STORE_PING_MS), redisState(STORE_PING_MS)]);
    const redis = state === "works";
    const workers = postgres ? await countOnlineWorkers().catch(() => 0) : 0;
    const ok = postgres && redis;
    const why = state === "refuses" ? { redisRefusesWrites: true } : {};
    return json(ok ? 200 : 503, { ok, postgres, redis, ...why, workers });
  });
}
