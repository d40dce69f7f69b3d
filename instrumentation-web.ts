/** The start and the end of the web process: checks its stores, marks what comes from a proxy, ends on time. */
import { WEB_EXIT_MS } from "#server/domain/limits.ts";
import { markForwardedRequests } from "#server/forwardedMark.ts";
import { logger } from "#server/logger.ts";
import { followRequests, type OpenRequests } from "#server/openRequests.ts";
import { bindRedis, bindRedisLater } from "#server/store/live/bindRedis.ts";
import { isPostgresAway } from "#server/store/records/database.ts";
import { instanceId } from "#server/store/records/instanceTable.ts";
import { requireSchema } from "#server/store/records/schemaVersion.ts";
import { closeStreams } from "#server/streamClosers.ts";

const stopping = new AbortController();

export async function startWeb(): Promise<void> {
  markForwardedRequests();
  const requests = followRequests();
  process.once("SIGTERM", () => void stop(requests, 143));
  process.once("SIGINT", () => void stop(requests, 130));
  try {
    await requireSchema();
    await checkRedis(requests);
  } catch (error) {
    throw isPostgresAway(error) ? new Error("Postgres does not answer at DATABASE_URL.", { cause: error }) : error;
  }
}

/** The web starts with Redis away, or full; one that answers must be ours. */
async function checkRedis(requests: OpenRequests): Promise<void> {
  const id = await instanceId();
  if (await bindRedis(id)) return;
  logger.warn("Redis does not answer yet: runs cannot be started or followed");
  bindRedisLater(id, stopping.signal).catch((error: unknown) => {
    logger.fatal({ reason: String(error) }, "the web process ends: its Redis is not fit");
    void stop(requests, 1);
  });
}

/**
 * Next itself stops listening, and would wait for open streams for ever and for idle connections of browsers for seconds.
 * What is still being answered gets its time.
 */
async function stop(requests: OpenRequests, exitCode: number): Promise<void> {
  stopping.abort();
  setTimeout(() => process.exit(exitCode), WEB_EXIT_MS);
  closeStreams();
  await requests.allEnded();
  process.exit(exitCode);
}
