/** One short text for an event, the same in whatever order its fields were written. Node built-ins only. */
import { createHash } from "node:crypto";

function sorted(/** @type {unknown} */ value) {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(sorted);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, sorted(inner)]));
}

/** @param {unknown} event @returns {string} */
export function eventHash(event) {
  return createHash("sha256")
    .update(JSON.stringify(sorted(event)))
    .digest("base64url")
    .slice(0, 16);
}
