/** The ground every procedure stands on: who asks, how errors leave, how streams are kept open. */
import { initTRPC } from "@trpc/server";
import type { Actor } from "#server/domain/actor.ts";
import { STREAM_MAX_MS } from "#server/domain/limits.ts";
import { env } from "#server/env.ts";
import { toErrorShape } from "./toErrorShape.ts";
import { toTrpcError } from "./toTrpcError.ts";

/** What a subscription yields, until its signal aborts. */
export type OpenedSubscription = { frames: AsyncIterable<unknown>; path: string; signal: AbortSignal };

export type Context = {
  actor: Actor;
  requestId: string;
  /** A door that writes subscriptions itself takes each here; tRPC's own stream is left with nothing to send. */
  take?: (subscription: OpenedSubscription) => void;
};

export const pingMs = env().CODI_KEEPALIVE_MS;

/** Three pings missed: the connection is dead, whatever the socket says. */
export const clientOptions = pingMs > 0 ? { reconnectAfterInactivityMs: 3 * pingMs } : {};

const t = initTRPC.context<Context>().create({
  errorFormatter: ({ error, shape, ctx }) => toErrorShape(error, { path: shape.data.path, requestId: ctx?.requestId }),
  sse: { maxDurationMs: STREAM_MAX_MS, client: clientOptions },
});

export const router = t.router;

/** Callers inside the server see the same situations as clients do: a thrown CodiError keeps its meaning. */
export const procedure = t.procedure.use(async ({ ctx, next, path, signal, type }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  if (type !== "subscription" || !ctx.take || !signal) return result;
  ctx.take({ frames: result.data as AsyncIterable<unknown>, path, signal });
  return { ...result, data: nothing() };
});

async function* nothing(): AsyncGenerator<never, void> {}
