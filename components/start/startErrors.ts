/** What is wrong with the form, at the field that it concerns and in words that say how to fix it. */
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import type { FieldError } from "#server/domain/runErrors.ts";
import { toPatternWords } from "./patternWords.ts";
import { fieldPaths, type FieldKey } from "./startValues.ts";

export type FieldErrors = Partial<Record<FieldKey, string>>;

/** As the schema reports it; only what is read here. */
type Issue = {
  code: string;
  path: PropertyKey[];
  message: string;
  minimum?: number | bigint;
  maximum?: number | bigint;
  origin?: string;
  expected?: string;
};

export function toFieldError(issue: Issue): FieldError {
  return { path: issue.path.map(String).join("."), message: toWords(issue) };
}

/** The schema's own phrases speak to programmers. */
function toWords({ code, message, minimum, maximum, origin, expected }: Issue): string {
  const isText = origin === "string";
  if (code === "invalid_key") return "is not the name of an environment variable";
  if (code === "too_small" && minimum !== undefined)
    return isText ? "must not be empty" : `must be at least ${minimum}`;
  if (code === "too_big" && maximum !== undefined)
    return `must be at most ${maximum}${isText ? " characters long" : ""}`;
  if (code === "invalid_type" && expected === "int") return "must be a whole number";
  if (code === "invalid_type" && expected === "number") return "must be a number";
  if (code === "invalid_value") return "is not one of the choices";
  return message;
}

/** The field that a path of the server speaks of. */
export function toFieldKey(path: string): FieldKey | null {
  const keys = Object.keys(fieldPaths) as FieldKey[];
  return keys.find((key) => path === fieldPaths[key] || path.startsWith(`${fieldPaths[key]}.`)) ?? null;
}

/** What is wrong with each field, and what is wrong with none of them. */
export function toFieldErrors(fields: FieldError[]): { at: FieldErrors; elsewhere: FieldError[] } {
  const at: FieldErrors = {};
  const elsewhere: FieldError[] = [];
  for (const field of fields) {
    const key = toFieldKey(field.path);
    if (!key) elsewhere.push(field);
    else at[key] ??= describe(field, fieldPaths[key]);
  }
  return { at, elsewhere };
}

/** The part below the field (a label's place, a variable's name) is said with the message. */
function describe({ path, message }: FieldError, field: string): string {
  const below = path.slice(field.length + 1);
  const words = toPatternWords(message) ?? message;
  const place = /^\d+$/.test(below) ? `number ${Number(below) + 1}` : below;
  const said = place && !/^(pattern|command)$/.test(place) ? `${place}: ${words}` : words;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** An error stays while somebody types elsewhere, and goes with the first letter of its correction. */
export function toStanding(fields: FieldError[], checked: StartBodyInput, now: StartBodyInput): FieldError[] {
  return fields.filter(({ path }) => {
    const key = toFieldKey(path);
    return key !== null && valueAt(checked, fieldPaths[key]) === valueAt(now, fieldPaths[key]);
  });
}

function valueAt(body: StartBodyInput, path: string): string | undefined {
  let value: unknown = body;
  for (const name of path.split("."))
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return JSON.stringify(value);
}
