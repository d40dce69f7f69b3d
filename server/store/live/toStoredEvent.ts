/** The fields of a stream entry as the event they hold; null for an entry that no writer of ours made. */
import { rememberText } from "#server/domain/eventText.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";

export function toStoredEvent(fields: readonly string[]): { event: StoredEvent; size: number } | null {
  const payload = fields[fields.indexOf("payload") + 1];
  if (payload === undefined) return null;
  try {
    // Only fenced appends write here, so its shape is ours; checking each field again would halve the reader's speed.
    const event = JSON.parse(payload) as StoredEvent | null;
    return Number.isInteger(event?.seq) && event ? { event: rememberText(event, payload), size: payload.length } : null;
  } catch {
    return null;
  }
}
