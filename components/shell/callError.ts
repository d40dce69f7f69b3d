/** What a failed call means to the person who made it. */
import { TRPCClientError } from "@trpc/client";
import type { FieldError } from "#server/domain/runErrors.ts";
import type { AppRouter } from "#server/trpc/appRouter.ts";

export type CallError = {
  message: string;
  code: string | null;
  fields: FieldError[];
  requestId: string | null;
};

export function toCallError(error: unknown): CallError {
  if (isOurs(error) && error.data)
    return {
      message: error.message,
      code: error.data.code,
      fields: error.data.fields ?? [],
      requestId: error.data.requestId ?? null,
    };
  return {
    message: "The server does not answer.",
    code: null,
    fields: [],
    requestId: null,
  };
}

function isOurs(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}
