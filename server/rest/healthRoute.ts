/** Whether this installation can work: both stores and the workers that are online. */
import { STORE_PING_MS } from "#server/domain/limits.ts";
import { pingRedis } from "#server/store/live/redis.ts";
import { pingPostgres } from "#server/store/records/database.ts";
import { countOnlineWorkers } from "#server/store/records/workerTable.ts";
import { answer, json } from "./answer.ts";

export function getHealth(request: Request): Promise<Response> {
  return answer(request, async () => {
    const [postgres, redis] = await Promise.all([pingPostgres(STORE_PING_MS), pingRedis(STORE_PING_MS)]);
    const workers = postgres ? await countOnlineWorkers().catch(() => 0) : 0;
    const ok = postgres && redis;
    return json(ok ? 200 : 503, { ok, postgres, redis, workers });
  });
}
