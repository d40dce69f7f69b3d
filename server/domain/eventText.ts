/** The JSON of an event as its store gave it: whoever sends it on need not write it anew. */
import type { StoredEvent } from "./runEvents.ts";

const texts = new WeakMap<StoredEvent, string>();

/** An event is never changed, so its text stays true. */
export function rememberText<Event extends StoredEvent>(event: Event, text: string): Event {
  texts.set(event, text);
  return event;
}

export const eventText = (event: StoredEvent): string => texts.get(event) ?? JSON.stringify(event);
