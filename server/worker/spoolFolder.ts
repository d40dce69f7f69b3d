/** Where turns spool their output until Postgres has it. */
import { join } from "node:path";
import { env } from "#server/env.ts";

export const spoolFolder = () => join(env().CODI_DATA_DIR, "spool");
