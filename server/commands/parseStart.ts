/** A start body, parsed: every wrong field is named at once. */
import type { z } from "zod";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import { StartBody } from "#server/domain/runConfig.ts";

export function toFieldErrors(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join("."), message: "is not a known field" }))
      : [{ path: issue.path.join("."), message: issue.message }],
  );
}

export function parseStart(body: unknown): StartBody {
  const parsed = StartBody.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = toFieldErrors(parsed.error);
  const names = fields.map((field) => field.path || "the body").join(", ");
  throw new InvalidRequestError(`The start body is not valid: ${names}.`, fields);
}
