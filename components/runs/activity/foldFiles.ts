/** Files that changed: what a patch names and what was seen on disk are one row, and rows that follow each other one block. */
import type { RunEvent } from "#server/domain/runEvents.ts";
import { addEntry, entryAt, fieldOf, toText, type At, type Draft, type Place } from "./activityDraft.ts";
import type { FileLetter, FileRow } from "./activityEntry.ts";

type ItemEvent = RunEvent & { type: "turn_item" };
type NamedFile = { path: string; letter: FileLetter };

const letters: Record<string, FileLetter> = { add: "A", update: "M", delete: "D" };

/** What a patch is about to change. */
export function startPatch(draft: Draft, event: ItemEvent, input: string): void {
  const named = toNamedFiles(input);
  if (named.length === 0) return; // its end names them, or nothing does
  const at = blockFor(draft, event);
  for (const { path, letter } of named) {
    putRow(draft, at, { path: toShownPath(draft, path), letter, bytes: null, state: "asked" });
    draft.asked.set(path, at);
  }
  draft.open.set(event.itemId, { at, part: 0, paths: named.map(({ path }) => path) });
}

/** How it ended: the first line says so, the others name the files. */
export function endPatch(draft: Draft, event: ItemEvent, output: string): void {
  const [said = "", ...lines] = output.split("\n");
  const state = said === "completed" ? "done" : "failed";
  const place = draft.open.get(event.itemId);
  draft.open.delete(event.itemId);
  if (place && place.paths.length > 0) return settleRows(draft, place, state);
  const named = lines.flatMap(toNamedLine);
  if (named.length === 0) {
    if (state === "failed")
      addEntry(draft, event, { kind: "error", title: "A patch failed", code: null, message: said });
    return;
  }
  const at = blockFor(draft, event);
  for (const { path, letter } of named) {
    putRow(draft, at, { path: toShownPath(draft, path), letter, bytes: null, state });
    if (state === "done") draft.asked.set(path, at);
  }
}

function settleRows(draft: Draft, place: Place, state: "done" | "failed"): void {
  for (const path of place.paths) {
    const shown = toShownPath(draft, path);
    const row = entryAt(draft, place.at, "files")?.files.find((file) => isSameFile(file.path, shown));
    if (row) putRow(draft, place.at, { ...row, state });
    if (state === "failed") draft.asked.delete(path);
  }
}

/** What was seen on disk: fills in the row that a patch named, or is a row of its own. */
export function addFile(draft: Draft, event: RunEvent & { type: "file_written" | "file_deleted" }): void {
  const path = toText(event.path);
  const bytes = event.type === "file_written" ? event.bytes : null;
  const seen: FileRow = { path, letter: event.type === "file_written" ? "W" : "D", bytes, state: "done" };
  for (const [named, at] of draft.asked) {
    if (!isSameFile(named, path)) continue;
    draft.asked.delete(named);
    return putRow(draft, at, seen);
  }
  putRow(draft, blockFor(draft, event), seen);
}

/** The block that stands at the end, or another one. */
function blockFor(draft: Draft, event: At & { turn: number }): number {
  const end = draft.entries.length - 1;
  if (entryAt(draft, end, "files")?.turn === event.turn) return end;
  return addEntry(draft, event, { kind: "files", files: [] });
}

/** One row a file: a later one of the same file takes its place, and keeps what only the earlier one knew. */
function putRow(draft: Draft, at: number, row: FileRow): void {
  const entry = entryAt(draft, at, "files");
  if (!entry) return;
  const index = entry.files.findIndex((file) => isSameFile(file.path, row.path));
  const before = entry.files[index];
  if (!before) {
    draft.entries[at] = { ...entry, files: [...entry.files, row] };
    return;
  }
  const isShorter = row.path.length < before.path.length;
  const next = { ...row, path: isShorter ? row.path : before.path, letter: toLetter(before.letter, row.letter) };
  draft.entries[at] = { ...entry, files: entry.files.map((file, place) => (place === index ? next : file)) };
}

/** "Written" says less than what a patch said, unless the file was said to be gone; a new file stays new. */
export function toLetter(before: FileLetter, now: FileLetter): FileLetter {
  if (now === "W") return before === "D" ? "W" : before;
  return before === "A" && now === "M" ? "A" : now;
}

/** A patch names files by their whole path, events relative to the workspace. */
function isSameFile(one: string, other: string): boolean {
  const isUnder = (whole: string, relative: string) =>
    whole.startsWith("/") && !relative.startsWith("/") && whole.endsWith(`/${relative}`);
  return one === other || isUnder(one, other) || isUnder(other, one);
}

function toShownPath(draft: Draft, path: string): string {
  return draft.root && path.startsWith(`${draft.root}/`) ? path.slice(draft.root.length + 1) : path;
}

function toNamedFiles(input: string): NamedFile[] {
  const changes = fieldOf(parseJson(input), "changes");
  if (!Array.isArray(changes)) return [];
  return changes.flatMap((change: unknown) => {
    const path = fieldOf(change, "path");
    if (typeof path !== "string" || path === "") return [];
    return [{ path, letter: letters[toText(fieldOf(change, "kind"))] ?? "M" }];
  });
}

function toNamedLine(line: string): NamedFile[] {
  const [letter = "", path = ""] = [line.slice(0, 1), line.slice(2)];
  return /^[AMD] ./.test(line) ? [{ path, letter: letter as FileLetter }] : [];
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
