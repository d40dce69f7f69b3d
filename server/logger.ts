/** The one logger: JSON lines on stderr, a constant message with ids as fields; never prompts, env values or output. */
import { pino } from "pino";
import { env } from "./env.ts";
import { errorFields } from "./errorFields.ts";

export const logger = pino(
  { level: env().CODI_LOG_LEVEL, base: null, serializers: { err: errorFields } },
  pino.destination({ fd: 2, sync: true }),
);
