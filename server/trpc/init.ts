/** The ground every procedure stands on: who asks, how errors leave, how streams are kept open. */
import { initTRPC } from "@trpc/server";
import type { Actor } from "#server/domain/actor.ts";
import { STREAM_MAX_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { toErrorShape } from "./toErrorShape.ts";
import { toTrpcError } from "./toTrpcError.ts";

export type Context = { actor: Actor; requestId: string };

const pingMs = env().CODI_KEEPALIVE_MS;

const t = initTRPC.context<Context>().create({
  errorFormatter: ({ error, shape, ctx }) => toErrorShape(error, { path: shape.data.path, requestId: ctx?.requestId }),
  sse: {
    maxDurationMs: STREAM_MAX_MS,
    ping: { enabled: pingMs > 0, intervalMs: pingMs },
    // Three pings missed: the connection is dead, whatever the socket says.
    ...(pingMs > 0 ? { client: { reconnectAfterInactivityMs: 3 * pingMs } } : {}),
  },
});

export const router = t.router;

/** Callers inside the server see the same situations as clients do: a thrown CodiError keeps its meaning. */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});
