/** What a tool was given or answered, as people read it: text is text, anything else is indented JSON. */
import { fieldOf } from "./activityDraft.ts";

export function toReadable(json: string): string {
  if (!/^\s*[[{]/.test(json)) return json;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return json;
  }
  return toAnswerText(value) ?? JSON.stringify(value, null, 2);
}

/** A tool server answers with parts; when all of them are text, they are its answer. */
function toAnswerText(value: unknown): string | null {
  const parts = fieldOf(value, "content");
  if (!Array.isArray(parts) || parts.length === 0) return null;
  const texts = parts.map((part: unknown) => fieldOf(part, "text"));
  return texts.every((text) => typeof text === "string") ? texts.join("\n") : null;
}
