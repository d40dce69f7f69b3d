/** The settings that a start needs before any other part of Codi runs; all the others are checked here too, so that a wrong one stops the start. */
import { resolve } from "node:path";
import { PART_STOP_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";

export type LocalSettings = { port: number; host: string; dataDir: string; stopMs: number };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** An empty variable is an unset one. */
const given = (name: string): string | undefined => process.env[name] || undefined;

/** Not repeated in the message: it may hold a password. */
function requireScheme(name: "DATABASE_URL" | "REDIS_URL", schemes: RegExp, wanted: string): void {
  const url = given(name);
  if (url === undefined || schemes.test(url)) return;
  throw new Error(`${name} is not a ${wanted} address. Correct it, or unset it for an embedded one.`);
}

function wholeNumber(name: string, fallback: number, max: number): number {
  const text = given(name);
  const value = text === undefined ? fallback : Number(text);
  // Spaces around it are passed over, as in server/env.ts; spaces alone are no number.
  if (text?.trim() === "" || !Number.isInteger(value) || value < 0 || value > max) {
    throw new Error(`${name} must be a whole number from 0 to ${max}; it is "${text}".`);
  }
  return value;
}

export function localSettings(): LocalSettings {
  const host = given("HOST") ?? "127.0.0.1";
  if (!LOOPBACK.test(host)) {
    throw new Error(
      `HOST is "${host}", which is not a loopback address: Codi is not open to a network without sign-in.`,
    );
  }
  const drainMs = wholeNumber("CODI_DRAIN_MS", 0, 86_400_000);
  const killGraceMs = wholeNumber("CODI_KILL_GRACE_MS", 5_000, 600_000);
  const port = wholeNumber("PORT", 3_000, 65_535);
  requireScheme("DATABASE_URL", /^postgres(ql)?:\/\//, "postgresql://");
  requireScheme("REDIS_URL", /^rediss?:\/\//, "redis://");
  // After the ones above, whose messages say more: what only web and worker read would end them later, one crash at a time.
  env();
  return {
    port,
    host,
    dataDir: resolve(given("CODI_DATA_DIR") ?? ".codi"),
    // A worker that was told to let its turn end, or to wait longer before it kills, must be let.
    stopMs: drainMs + Math.max(PART_STOP_MS, killGraceMs + 2_500),
  };
}

/** How a browser and a health check spell it. */
export function addressOf(host: string, port: number): string {
  return `http://${host.includes(":") && !host.startsWith("[") ? `[${host}]` : host}:${port}`;
}
