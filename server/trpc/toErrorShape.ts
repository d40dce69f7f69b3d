/** What a client is told about an error: our code, the fields it can correct, and nothing of the inside. */
import { TRPC_ERROR_CODES_BY_KEY, type TRPC_ERROR_CODE_NUMBER } from "@trpc/server/rpc";
import type { TRPCError } from "@trpc/server";
import { z } from "zod";
import { toFieldErrors } from "#server/commands/parseStart.ts";
import { ERROR_STATUS, type ErrorCode, type FieldError } from "#server/domain/runErrors.ts";
import { findCodiError, toTrpcError } from "./toTrpcError.ts";

export type ErrorShape = {
  message: string;
  code: TRPC_ERROR_CODE_NUMBER;
  data: {
    code: ErrorCode;
    status: number;
    /** tRPC takes the answer's status from here. */
    httpStatus: number;
    fields?: FieldError[];
    facts?: Record<string, unknown>;
    requestId?: string;
    path?: string;
  };
};

/** tRPC's own refusals, before or beside our procedures. */
const OUR_CODE: Partial<Record<TRPCError["code"], ErrorCode>> = {
  PARSE_ERROR: "invalid_request",
  BAD_REQUEST: "invalid_request",
  UNAUTHORIZED: "unauthenticated",
  FORBIDDEN: "forbidden",
  NOT_FOUND: "not_found",
  METHOD_NOT_SUPPORTED: "method_not_allowed",
  PAYLOAD_TOO_LARGE: "payload_too_large",
  UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
  TOO_MANY_REQUESTS: "rate_limited",
  SERVICE_UNAVAILABLE: "service_unavailable",
};

export function toErrorShape(error: TRPCError, facts: { path?: string; requestId?: string }): ErrorShape {
  const translated = toTrpcError(error);
  const situation = findCodiError(translated);
  const code = situation?.code ?? OUR_CODE[translated.code] ?? "internal_error";
  const fields = translated.cause instanceof z.ZodError ? toFieldErrors(translated.cause) : situation?.fields;
  return {
    message: toMessage(translated, { code, fields, requestId: facts.requestId }),
    code: TRPC_ERROR_CODES_BY_KEY[translated.code],
    data: {
      code,
      status: ERROR_STATUS[code],
      httpStatus: ERROR_STATUS[code],
      ...(fields ? { fields } : {}),
      ...(situation && Object.keys(situation.facts).length > 0 ? { facts: situation.facts } : {}),
      ...(facts.requestId === undefined ? {} : { requestId: facts.requestId }),
      ...(facts.path === undefined ? {} : { path: facts.path }),
    },
  };
}

function toMessage(
  error: TRPCError,
  known: { code: ErrorCode; fields: FieldError[] | undefined; requestId: string | undefined },
): string {
  if (known.code === "internal_error")
    return `Something went wrong on the server${known.requestId ? ` (request ${known.requestId})` : ""}.`;
  // zod's own message is the whole list of issues as JSON.
  if (error.cause instanceof z.ZodError)
    return `The request is not valid: ${(known.fields ?? []).map((field) => `${field.path} ${field.message}`.trim()).join("; ")}`;
  return error.message;
}
