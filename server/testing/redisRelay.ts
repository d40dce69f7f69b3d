/** Puts a relay before this test file's Redis. Import it before anything else: the address is read only once. */
import { openCuttableTcp } from "./cuttableTcp.ts";

const real = new URL(process.env.REDIS_URL ?? "");

/** Everything that this file does with Redis goes through it. */
export const redisRelay = await openCuttableTcp({ host: real.hostname, port: Number(real.port) });
process.env.REDIS_URL = Object.assign(new URL(real), { port: String(redisRelay.port) }).href;

/** The number of this file's Redis database, by which its connections are told from others' in CLIENT LIST. */
export const redisDatabase = real.pathname.slice(1) || "0";
