/** A line that is one JSON object: in a word or two while it is folded, spread out when it is open. */

/** What a folded object says of itself: its first fields, in the order they stand. */
export type JsonField = { name: string; value: string };

/** null: the line is something else. Only what can be an object at all is parsed. */
export function parseJsonLine(text: string): Record<string, unknown> | null {
  const line = text.trim();
  if (line.length < 2 || line[0] !== "{" || line.at(-1) !== "}") return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

const MAX_FIELDS = 24; // more than a row is wide

export function toJsonFields(object: Record<string, unknown>): JsonField[] {
  return Object.entries(object)
    .slice(0, MAX_FIELDS)
    .map(([name, value]) => ({ name, value: inAWord(value) }));
}

function inAWord(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0 ? "[]" : `[${value.length} ${value.length === 1 ? "item" : "items"}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).length;
  return keys === 0 ? "{}" : `{${keys} ${keys === 1 ? "key" : "keys"}}`;
}
