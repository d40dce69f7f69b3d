/** Says that something is wrong with a store at most once a minute each, however often it happens. */
import { REDIS_WARN_EVERY_MS } from "#server/domain/limits.ts";
import { logger } from "#server/logger.ts";

const lastSaid = new Map<string, { at: number; unsaid: number }>();

/** `message` is constant: it is also what the pace is kept by. */
export function warnThrottled(message: string, fields: Record<string, unknown>): void {
  const now = performance.now();
  const said = lastSaid.get(message);
  if (said && now - said.at < REDIS_WARN_EVERY_MS) {
    said.unsaid += 1;
    return;
  }
  lastSaid.set(message, { at: now, unsaid: 0 });
  logger.warn({ ...fields, ...(said?.unsaid ? { unsaid: said.unsaid } : {}) }, message);
}
