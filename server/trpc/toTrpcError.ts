/** What went wrong, in tRPC's words: the one place that turns our situations into its codes. */
import { TRPCError } from "@trpc/server";
import { ERROR_STATUS, ServiceUnavailableError, type CodiError, type ErrorCode } from "#server/domain/runErrors.ts";
import { isPostgresAway } from "#server/store/records/database.ts";

type TrpcCode = TRPCError["code"];

const TRPC_CODE = {
  invalid_request: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  method_not_allowed: "METHOD_NOT_SUPPORTED",
  illegal_transition: "CONFLICT",
  conflict: "CONFLICT",
  stop_file_present: "CONFLICT",
  idempotency_conflict: "CONFLICT",
  stream_trimmed: "PRECONDITION_FAILED",
  payload_too_large: "PAYLOAD_TOO_LARGE",
  unsupported_media_type: "UNSUPPORTED_MEDIA_TYPE",
  rate_limited: "TOO_MANY_REQUESTS",
  internal_error: "INTERNAL_SERVER_ERROR",
  service_unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TrpcCode>;

/** By shape, not by class: what lives on globalThis may have been made by another module graph of Next. */
export function findCodiError(error: unknown): CodiError | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (
      "code" in cause &&
      typeof cause.code === "string" &&
      Object.hasOwn(ERROR_STATUS, cause.code) &&
      "facts" in cause
    )
      return cause as CodiError;
  return null;
}

export function toTrpcError(error: TRPCError): TRPCError {
  const cause = isPostgresAway(error.cause) ? new ServiceUnavailableError("Postgres") : findCodiError(error);
  return cause ? new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause }) : error;
}
