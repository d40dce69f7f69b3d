/** Keeps what foreign programs say within the bounds of an event: cut at whole characters, in UTF-8 bytes, never throwing. */
import {
  COMMAND_OUTPUT_HEAD_BYTES,
  COMMAND_OUTPUT_TAIL_BYTES,
  EVENT_ID_MAX_BYTES,
  EVENT_MESSAGE_MAX_BYTES,
  EVENT_PAYLOAD_MAX_BYTES,
  EVENT_TEXT_MAX_BYTES,
} from "#server/domain/limits.ts";

const TRUNCATED = "…(truncated)";

/** No store takes lone surrogates or NUL characters: each becomes U+FFFD. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

const isInsideCharacter = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;

/** The last position at or before `end` that does not split a character. */
function characterEnd(bytes: Buffer, end: number): number {
  let at = Math.min(end, bytes.length);
  while (at > 0 && isInsideCharacter(bytes[at])) at -= 1;
  return at;
}

const BYTES_A_CHAR = 3; // at most, of a unit of UTF-16

/** Known without counting: nearly every text is far below its bound. */
const surelyFits = (text: string, max: number) => text.length * BYTES_A_CHAR <= max;

/** At most `max` bytes from the beginning. */
export function cutText(text: string, max: number): string {
  if (surelyFits(text, max)) return storable(text);
  const bytes = Buffer.from(storable(text), "utf8");
  return bytes.toString("utf8", 0, characterEnd(bytes, max));
}

export function cutMessage(text: string): string {
  const whole = storable(text);
  if (Buffer.byteLength(whole) <= EVENT_MESSAGE_MAX_BYTES) return whole;
  return cutText(text, EVENT_MESSAGE_MAX_BYTES - Buffer.byteLength(TRUNCATED)) + TRUNCATED;
}

export function cutId(id: string): string {
  return cutText(id, EVENT_ID_MAX_BYTES);
}

/** The whole text in order, in pieces of at most EVENT_TEXT_MAX_BYTES; at least one. */
export function splitText(text: string): string[] {
  if (surelyFits(text, EVENT_TEXT_MAX_BYTES)) return [storable(text)];
  const bytes = Buffer.from(storable(text), "utf8");
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length;) {
    const to = characterEnd(bytes, from + EVENT_TEXT_MAX_BYTES);
    pieces.push(bytes.toString("utf8", from, to));
    from = to;
  }
  return pieces.length > 0 ? pieces : [""];
}

export type BoundedOutput = { content: string; bytes?: { total: number; head: number; tail: number } };

/** A command's output: its head says what ran, its tail how it ended. */
export function boundOutput(text: string): BoundedOutput {
  if (surelyFits(text, COMMAND_OUTPUT_HEAD_BYTES)) return { content: storable(text) };
  const bytes = Buffer.from(storable(text), "utf8");
  if (bytes.length <= COMMAND_OUTPUT_HEAD_BYTES + COMMAND_OUTPUT_TAIL_BYTES) return { content: bytes.toString("utf8") };
  const head = characterEnd(bytes, COMMAND_OUTPUT_HEAD_BYTES);
  let tailFrom = bytes.length - COMMAND_OUTPUT_TAIL_BYTES;
  while (isInsideCharacter(bytes[tailFrom])) tailFrom += 1;
  const tail = bytes.length - tailFrom;
  const content = `${bytes.toString("utf8", 0, head)}\n… ${tailFrom - head} bytes left out …\n${bytes.toString("utf8", tailFrom)}`;
  return { content, bytes: { total: bytes.length, head, tail } };
}

function storableValue(_key: string, value: unknown): unknown {
  return typeof value === "string" ? storable(value) : value;
}

/** How JSON writes what `storable` replaces; an escaped backslash before it costs a second look, nothing else. */
const MAY_BE_UNSTORABLE = /\\u(?:0000|d[89a-f])/;

/** Any foreign JSON value, or the fact that it was too big. A value nested too deep to be written counts as oversize. */
export function boundPayload(value: unknown): unknown {
  let bytes: number | null = null;
  try {
    let text = JSON.stringify(value) ?? "null";
    const isStorable = !MAY_BE_UNSTORABLE.test(text);
    if (isStorable && surelyFits(text, EVENT_PAYLOAD_MAX_BYTES)) return value ?? null;
    if (!isStorable) text = JSON.stringify(value, storableValue) ?? "null";
    bytes = Buffer.byteLength(text);
    if (bytes <= EVENT_PAYLOAD_MAX_BYTES) return JSON.parse(text) as unknown;
  } catch {
    // JSON.stringify recurses: a hostile depth ends in a RangeError, which is no reason to lose the event.
  }
  return { dropped: { reason: "oversize", bytes } };
}
