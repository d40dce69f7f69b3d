/** Relays of its own for one worker: what happens to its stores happens to nobody else. */
import { openCuttableTcp, type CuttableTcp } from "./cuttableTcp.ts";

export type OwnRelays = {
  postgres: CuttableTcp;
  redis: CuttableTcp;
  /** For the worker that shall live behind them. */
  settings: { DATABASE_URL: string; REDIS_URL: string };
  close(): Promise<void>;
};

async function before(url: string): Promise<{ relay: CuttableTcp; href: string }> {
  const real = new URL(url);
  const relay = await openCuttableTcp({ host: real.hostname, port: Number(real.port) });
  return { relay, href: Object.assign(real, { port: String(relay.port) }).href };
}

export async function openOwnRelays(): Promise<OwnRelays> {
  const postgres = await before(process.env.DATABASE_URL ?? "");
  const redis = await before(process.env.REDIS_URL ?? "");
  return {
    postgres: postgres.relay,
    redis: redis.relay,
    settings: { DATABASE_URL: postgres.href, REDIS_URL: redis.href },
    async close() {
      await Promise.all([postgres.relay.close(), redis.relay.close()]);
    },
  };
}
