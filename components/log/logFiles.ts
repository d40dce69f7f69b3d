/** The log as files: its text with or without colours, its events as they stand. Loaded when first asked for. */
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { toCleanText } from "./cleanText.ts";
import type { LogEntry } from "./logEntry.ts";

export type LogFile = "text" | "ansi" | "events";

const types = { text: "text/plain", ansi: "text/plain", events: "application/x-ndjson" } as const;

export function toFileText(
  file: LogFile,
  log: { entries: readonly LogEntry[]; events: readonly StoredEvent[] },
  scope: number | null,
): string {
  if (file === "events") {
    const events = scope === null ? log.events : log.events.filter((event) => event.turn === scope);
    return events.map((event) => `${JSON.stringify(event)}\n`).join("");
  }
  const entries = scope === null ? log.entries : log.entries.filter(({ line }) => line.within?.turn === scope);
  return `${toCleanText(entries, { colors: file === "ansi" })}\n`;
}

export function toFileName(file: LogFile, runId: string, scope: number | null): string {
  const ending = { text: "txt", ansi: "ansi.txt", events: "ndjson" }[file];
  return `${runId}${scope === null ? "" : `-turn-${scope}`}.${ending}`;
}

export function saveFile(file: LogFile, text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${types[file]};charset=utf-8` }));
  saveAddress(url, name);
  setTimeout(() => URL.revokeObjectURL(url)); // the browser has begun by then
}

export function saveAddress(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}
