/** Messages and thoughts: whole, in pieces, or growing while the model writes. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import { addEntry, sinceMs, type Draft } from "./activityDraft.ts";
import type { TextEntry, TextPart } from "./activityEntry.ts";

const TEXT_MAX_CHARS = 262_144; // of one item; the log has all of it
/** A text above an event's bound comes in pieces under one id; each but the last is this close to the bound. */
const PIECE_MIN_BYTES = 65_532;

type ItemEvent = RunEvent & { type: "turn_item" };
type Said = { kind: TextEntry["kind"]; text: string };

export function foldText(draft: Draft, event: ItemEvent, { kind, text }: Said): void {
  const place = draft.open.get(event.itemId);
  const entry = place ? textAt(draft, place.at, kind) : null;
  const part = entry?.parts[place?.part ?? 0];
  if (place && entry && part) {
    const whole = part.growing ? text || part.text : part.text + text;
    const next = toPart(event, { text: whole, piece: text, from: part.from });
    draft.entries[place.at] = { ...entry, parts: entry.parts.with(place.part, next) };
    keepOpen(draft, event.itemId, { ...place, is: next });
    return;
  }
  if (text.trim() === "") return; // nothing to be read yet
  const added = toPart(event, { text, piece: text, from: draft.itemAt });
  const end = draft.entries.length - 1;
  const last = kind === "reasoning" ? textAt(draft, end, kind) : null;
  if (last?.turn === event.turn) {
    draft.entries[end] = { ...last, parts: [...last.parts, added] };
    keepOpen(draft, event.itemId, { at: end, part: last.parts.length, is: added });
    return;
  }
  // A thought stands at the time when it began, a message when it was there.
  const ts = kind === "reasoning" ? (draft.itemAt ?? event.ts) : event.ts;
  const at = addEntry(draft, { ...event, ts }, { kind, parts: [added] });
  keepOpen(draft, event.itemId, { at, part: 0, is: added });
}

/** Only what more will come of: a long run has thousands of messages. */
function keepOpen(draft: Draft, itemId: string, place: { at: number; part: number; is: TextPart }): void {
  const { at, part, is } = place;
  if (is.growing || is.goesOn) draft.open.set(itemId, { at, part, paths: [] });
  else if (draft.open.get(itemId)?.at === at) draft.open.delete(itemId); // ids may be shared by what has none
}

function toPart(event: ItemEvent, said: { text: string; piece: string; from: string | null }): TextPart {
  const growing = event.phase !== "completed";
  return {
    text: said.text.slice(0, TEXT_MAX_CHARS),
    growing,
    goesOn: !growing && isFull(said.piece),
    cut: said.text.length > TEXT_MAX_CHARS,
    from: said.from,
    ms: growing || said.from === null ? null : sinceMs(event.ts, said.from),
  };
}

function isFull(piece: string): boolean {
  const atMost = piece.length * 3; // bytes of UTF-8: most are far below, and need not be counted
  return atMost >= PIECE_MIN_BYTES && new TextEncoder().encode(piece).length >= PIECE_MIN_BYTES;
}

function textAt(draft: Draft, at: number, kind: TextEntry["kind"]): TextEntry | null {
  const entry = draft.entries[at];
  return entry?.kind === kind ? entry : null;
}
