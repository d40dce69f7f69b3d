/** What a start refuses before it touches anything, and that it names the variable. */
import { beforeEach, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  for (const name of ["PORT", "HOST", "DATABASE_URL", "REDIS_URL"]) vi.stubEnv(name, "");
  return () => vi.unstubAllEnvs();
});

const settings = async () => (await import("./localSettings.ts")).localSettings();

it.each([
  ["CODI_AUTH", "oidc", /CODI_AUTH must be local/],
  ["CODI_WORKER_CONCURRENCY", "0", /CODI_WORKER_CONCURRENCY /],
  ["CODI_SECRET_KEY", "short", /CODI_SECRET_KEY must be at least 16 characters/],
  ["CODI_WORKSPACE_ROOTS", "relative", /CODI_WORKSPACE_ROOTS\S* must be absolute paths/],
  ["HOST", "0.0.0.0", /^HOST is "0.0.0.0", which is not a loopback address/],
  ["PORT", "abc", /^PORT must be a whole number from 0 to 65535; it is "abc"/],
  ["PORT", " ", /^PORT must be a whole number/],
  ["DATABASE_URL", "nonsense", /^DATABASE_URL is not a postgresql:\/\/ address/],
  ["REDIS_URL", "nonsense", /^REDIS_URL is not a redis:\/\/ address/],
])("%s=%s is refused by its name, also when only web and worker read it", async (name, value, message) => {
  vi.stubEnv(name, value);
  await expect(settings()).rejects.toThrow(message);
});

it("every wrong setting is named at once", async () => {
  vi.stubEnv("CODI_AUTH", "oidc");
  vi.stubEnv("CODI_SECRET_KEY", "short");
  await expect(settings()).rejects.toThrow(/CODI_AUTH .*\n.*CODI_SECRET_KEY /);
});

it("spaces around a number are passed over, and addresses of every spelling are taken", async () => {
  vi.stubEnv("PORT", "4100 ");
  vi.stubEnv("DATABASE_URL", "postgres:///codi?host=/run/postgresql");
  vi.stubEnv("REDIS_URL", "rediss://localhost");
  expect((await settings()).port).toBe(4100);
});
