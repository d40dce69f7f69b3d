/** tRPC over fetch: what may not reach the router is refused here, in the router's own error shape. */
import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { localActor } from "#server/domain/actor.ts";
import { BODY_MAX_BYTES, TRPC_BATCH_MAX } from "#server/domain/limits.ts";
import { CodiError } from "#server/domain/runErrors.ts";
import { checkRequest } from "#server/guard.ts";
import { logger } from "#server/logger.ts";
import { appRouter } from "./appRouter.ts";
import type { Context, OpenedSubscription } from "./init.ts";
import { subscriptionBody } from "./subscriptionBody.ts";
import { toErrorShape } from "./toErrorShape.ts";

export const TRPC_ENDPOINT = "/api/trpc";

export async function answerTrpc(request: Request): Promise<Response> {
  const requestId = request.headers.get("x-request-id") ?? randomUUID();
  try {
    checkRequest(request);
    checkContentType(request);
    const taken: OpenedSubscription[] = [];
    const answer = await fetchRequestHandler({
      endpoint: TRPC_ENDPOINT,
      req: await withBoundedBody(request),
      router: appRouter,
      maxBatchSize: TRPC_BATCH_MAX,
      createContext: (): Context => ({ actor: localActor, requestId, take: (opened) => void taken.push(opened) }),
      responseMeta: ({ type }) =>
        type === "subscription" ? {} : { headers: new Headers({ "Cache-Control": "no-store" }) },
      onError: ({ error, path }) => logInternal(error, { path, requestId }),
    });
    const [opened] = taken;
    return opened ? new Response(bodyOf(opened, { answer, requestId }), answer) : answer;
  } catch (error) {
    return refusal(error, requestId);
  }
}

/** tRPC's own body sends nothing of it, but ends it: when it has lasted long enough, and when ours has ended. */
function bodyOf(
  opened: OpenedSubscription,
  { answer, requestId }: { answer: Response; requestId: string },
): ReadableStream<Uint8Array> {
  const { path } = opened;
  return subscriptionBody(opened, {
    onEnd: () => void answer.body?.cancel().catch(() => undefined),
    toShape(error) {
      logInternal(error, { path, requestId });
      return toErrorShape(error, { path, requestId });
    },
  });
}

/** A cross-site form can send any other type without being asked; an absent one is a GET's. */
function checkContentType(request: Request): void {
  const type = request.headers.get("content-type");
  const isJson = type?.split(";", 1)[0]?.trim().toLowerCase() === "application/json";
  if ((type !== null || request.method === "POST") && !isJson)
    throw new CodiError("unsupported_media_type", "Only application/json is taken here.");
}

/** The body in memory, so that tRPC never reads more than we allow. */
async function withBoundedBody(request: Request): Promise<Request> {
  if (!request.body) return request;
  const tooLarge = () => new CodiError("payload_too_large", `The body may have at most ${BODY_MAX_BYTES} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX_BYTES) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body) {
    length += piece.byteLength;
    if (length > BODY_MAX_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  const { method, headers, signal, url } = request;
  return new Request(url, { method, headers, signal, body: Buffer.concat(pieces) });
}

function refusal(error: unknown, requestId: string): Response {
  const cause = new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause: error });
  logInternal(cause, { requestId });
  const shape = toErrorShape(cause, { requestId });
  return Response.json({ error: shape }, { status: shape.data.httpStatus, headers: { "Cache-Control": "no-store" } });
}

/** What the caller is not told stands here, under the id that it was told. */
function logInternal(error: TRPCError, more: { path?: string | undefined; requestId: string }): void {
  const { code } = toErrorShape(error, {}).data;
  if (code === "internal_error") logger.error({ ...more, err: error.cause ?? error }, "a tRPC call failed");
}
