/** Reads a query string with a schema: unknown names, doubled names and wrong values are refused by name. */
import type { z } from "zod";
import { toFieldErrors } from "#server/commands/parseStart.ts";
import { InvalidRequestError } from "#server/domain/runErrors.ts";
import type { FieldError } from "#server/domain/runErrors.ts";

type Reading = {
  /** Names that may come more than once and are read as a list. */
  repeatable?: readonly string[];
  /** Names whose digits are read as a number; other text is left for the schema to refuse. */
  whole?: readonly string[];
};

export function readQuery<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  { repeatable = [], whole = [] }: Reading = {},
): z.output<Schema> {
  const query = new URL(request.url).searchParams;
  const given: [string, unknown][] = [];
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    if (repeatable.includes(name)) given.push([name, values]);
    else if (values.length > 1) throw refusal([{ path: name, message: "must not be repeated" }]);
    else given.push([name, whole.includes(name) ? toWhole(values[0]) : values[0]]);
  }
  // fromEntries defines properties: a parameter called __proto__ is one more unknown name.
  const result = schema.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  throw refusal(toFieldErrors(result.error));
}

function toWhole(text: string | undefined): unknown {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : text;
}

function refusal(fields: FieldError[]): InvalidRequestError {
  return new InvalidRequestError(fields.map(({ path, message }) => `${path}: ${message}`).join("; "), fields);
}
