/** The only reader of process.env: every setting with its default, checked once; a wrong value stops the start and names the variable. */
import { homedir, tmpdir } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";
import { KEEP_DAYS_MAX } from "#server/domain/limits.ts";

const whole = (fallback: number, min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const list = (text: string) =>
  text
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

const Settings = z.object({
  PORT: whole(3000, 0, 65_535),
  HOST: z
    .string()
    .default("127.0.0.1")
    .refine((host) => LOOPBACK.test(host), {
      message: "must be a loopback address: sign-in does not exist yet, and Codi is never open to a network without it",
    }),
  DATABASE_URL: z.string().min(1).optional(),
  REDIS_URL: z.string().min(1).optional(),
  CODI_DATA_DIR: z
    .string()
    .min(1)
    .default(".codi")
    .transform((path) => resolve(path)),
  CODI_AUTH: z.literal("local", { error: "must be local: sign-in does not exist yet" }).default("local"),
  CODI_CODEX_BIN: z.string().min(1).optional(),
  CODI_WORKSPACE_ROOTS: z
    .string()
    .optional()
    .transform((roots) => (roots ? roots.split(":").filter(Boolean) : [homedir(), tmpdir(), process.cwd()]))
    .pipe(z.array(z.string().startsWith("/", "must be absolute paths, separated by colons")).min(1)),
  CODI_WORKER_CONCURRENCY: whole(4, 1, 256),
  CODI_SITES: z.string().default("default").transform(list).pipe(z.array(z.string()).min(1)),
  CODI_SECRET_KEY: z.string().min(16, "must be at least 16 characters").optional(),
  CODI_ALLOWED_HOSTS: z.string().default("").transform(list),
  CODI_KEEPALIVE_MS: whole(15_000, 0),
  CODI_KILL_GRACE_MS: whole(5_000, 100, 600_000),
  CODI_DRAIN_MS: whole(20_000, 0),
  CODI_REDIS_KEEP_HOURS: whole(24, 1),
  CODI_KEEP_DAYS: z.coerce.number().int().min(1).max(KEEP_DAYS_MAX).optional(),
  CODI_OUTPUT_MAX_BYTES: whole(67_108_864, 65_536),
  CODI_COMMAND_LEASE_MS: whole(5_000, 500),
  CODI_LEASE_MS: whole(30_000, 2_000),
  CODI_STREAM_MAXLEN: whole(50_000, 100),
  CODI_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "silent"]).default("info"),
  /** The NODE_ENV that the user had before a supervisor set its own; empty = none. */
  CODI_USER_NODE_ENV: z.string().optional(),
  NODE_ENV: z.string().optional(),
});
export type Env = z.infer<typeof Settings>;

let parsed: Env | undefined;

/** Parsed at first use, so that tests may set variables before they import what they test. */
export function env(): Env {
  if (parsed) return parsed;
  // An empty variable is an unset one: that is how shells and compose files spell it.
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ""));
  const result = Settings.safeParse({ ...given, CODI_USER_NODE_ENV: process.env.CODI_USER_NODE_ENV });
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
    throw new Error(`Codi cannot start with these settings:\n  ${lines.join("\n  ")}`);
  }
  return (parsed = result.data);
}

/** A variable that must be there in web and worker; `npm start` sets it for them. */
export function required(name: "DATABASE_URL" | "REDIS_URL"): string {
  const value = env()[name];
  if (!value)
    throw new Error(`${name} is not set. \`npm start\` brings its own; web and worker started alone need it.`);
  return value;
}

/** The environment this process was given: the base of what a harness child sees. */
export function givenEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
