/** One frame as the message that tRPC's own stream would write: for viewers who are sent the same, once. */
import { eventText } from "#server/domain/eventText.ts";
import type { FeedFrame, RunFrame } from "#server/domain/frames.ts";
import { SHARED_BYTES } from "#server/domain/limits.ts";
import { createSharedBytes } from "#server/sharedBytes.ts";
import { snapshotText } from "./snapshotText.ts";

export function frameBytes(id: string, frame: RunFrame | FeedFrame): Uint8Array {
  if (frame.kind === "events" && id === String(frame.events.at(-1)?.seq)) {
    const [shared] = ofEvents(frame.events);
    if (shared) return shared;
  }
  return message(id, frameText(frame));
}

const message = (id: string, text: string): Uint8Array => Buffer.from(`data: ${text}\nid: ${id}\n\n\n`);

/** The stores gave every event as text: it is not written anew. */
const ofEvents = createSharedBytes((events) => {
  const texts = events.map(eventText).join(",");
  return [message(String(events.at(-1)?.seq), `{"kind":"events","events":[${texts}]}`)];
}, SHARED_BYTES);

function frameText(frame: RunFrame | FeedFrame): string {
  return frame.kind === "summary" ? `{"kind":"summary","run":${snapshotText(frame.run)}}` : JSON.stringify(frame);
}
