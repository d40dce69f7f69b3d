/** Puts a relay before this test file's Postgres. Import it before anything else: the address is read only once. */
import { openCuttableTcp } from "./cuttableTcp.ts";

const real = new URL(process.env.DATABASE_URL ?? "");

/** Everything that this file does with Postgres goes through it. */
export const postgresRelay = await openCuttableTcp({ host: real.hostname, port: Number(real.port) });
process.env.DATABASE_URL = Object.assign(new URL(real), { port: String(postgresRelay.port) }).href;
