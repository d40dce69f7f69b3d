/** The log as files: its text with or without colours, its events as they stand; what is not here is read first. Loaded when first asked for. */
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { terminalText } from "#server/domain/terminalText.ts";
import { toCleanText } from "./cleanText.ts";
import type { LogEntry } from "./logEntry.ts";
import type { RunEvents } from "./receivedEvents.ts";
import type { StoredOutput } from "./storedOutput.ts";

export type LogFile = "text" | "ansi" | "events";

const types = { text: "text/plain", ansi: "text/plain", events: "application/x-ndjson" } as const;
const RESET = "\x1b[0m";
const EVENTS_AT_ONCE = 5_000;

type Log = {
  runId: string;
  entries: readonly LogEntry[];
  received: RunEvents;
  scope: number | null;
  /** Null: everything is here. */
  stored: Pick<StoredOutput, "readPrinted"> | null;
};

/** In pieces: a log may be longer than a string can be. */
export async function toFileText(file: LogFile, log: Log): Promise<string[]> {
  if (file === "events") return toEventLines(log);
  const { scope } = log;
  const pieces: string[] = [];
  let plain: LogEntry[] = [];
  const flush = () => {
    if (plain.length > 0) pieces.push(`${toCleanText(plain, { colors: file === "ansi" })}\n`);
    plain = [];
  };
  for (const entry of log.entries) {
    if (scope !== null && entry.line.within?.turn !== scope) continue;
    if (!log.stored || (entry.line.kind !== "passage" && entry.line.kind !== "skipped")) {
      plain.push(entry);
      continue;
    }
    flush();
    for await (const lines of wholeLines(log.stored.readPrinted(entry.line)))
      pieces.push(lines.map((line) => `${file === "ansi" ? withReset(line) : terminalText(line)}\n`).join(""));
  }
  flush();
  return pieces;
}

/** The lines that end in each piece; a line that ends with nothing is one, too. */
async function* wholeLines(pieces: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = "";
  for await (const piece of pieces) {
    const lines = `${rest}${piece}`.split("\n");
    rest = lines.pop() ?? "";
    yield lines;
  }
  if (rest !== "") yield [rest];
}

const withReset = (line: string) => (line.includes("\x1b") ? `${line}${RESET}` : line);

async function toEventLines({ runId, received: { events, passages }, scope }: Log): Promise<string[]> {
  const toLines = (some: readonly StoredEvent[]) =>
    some.map((event) => (scope === null || event.turn === scope ? `${JSON.stringify(event)}\n` : "")).join("");
  const pieces: string[] = [];
  let next = 0;
  for (const { from, to, turn } of passages) {
    if (scope !== null && turn !== scope) continue;
    const start = next;
    while (next < events.length && (events[next]?.seq ?? 0) < from) next += 1;
    pieces.push(toLines(events.slice(start, next)));
    for (let after = from - 1; after < to;) {
      const page = await readEvents(runId, after, Math.min(EVENTS_AT_ONCE, to - after));
      pieces.push(toLines(page.events));
      if (page.next <= after) break;
      after = page.next;
    }
  }
  return [...pieces, toLines(events.slice(next))];
}

async function readEvents(runId: string, after: number, limit: number) {
  const answer = await fetch(`/api/runs/${runId}/events?after=${after}&limit=${limit}`);
  if (!answer.ok) throw new Error(`The events were answered with ${answer.status}.`);
  return (await answer.json()) as { events: StoredEvent[]; next: number };
}

export function toFileName(file: LogFile, runId: string, scope: number | null): string {
  const ending = { text: "txt", ansi: "ansi.txt", events: "ndjson" }[file];
  return `${runId}${scope === null ? "" : `-turn-${scope}`}.${ending}`;
}

export function saveFile(file: LogFile, pieces: string[], name: string): void {
  const url = URL.createObjectURL(new Blob(pieces, { type: `${types[file]};charset=utf-8` }));
  saveAddress(url, name);
  setTimeout(() => URL.revokeObjectURL(url)); // the browser has begun by then
}

export function saveAddress(href: string, name: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
}
