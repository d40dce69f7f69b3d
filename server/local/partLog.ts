/** The log file of a part: bounded in size, and its warnings shortly in the terminal. */
import { copyFileSync, existsSync, openSync, readSync, renameSync, closeSync, statSync, truncateSync } from "node:fs";
import { PART_LOG_LOOK_MS, PART_LOG_MAX_BYTES } from "#server/domain/limits.ts";

const WARN = 40; // pino's number
const SHOWN_MAX_CHARS = 300;
const READ_MAX_BYTES = 262_144; // a flood is read up later, or cut: the file has it all
const PLAIN_TROUBLE = /^\s*(⨯|Error\b|\w*Error:|npm error|node:)|unhandled/i;
const ERROR_LINE = /^\s*(⨯|\w*Error:)/; // begins a message that may have more lines
const FURTHER_LINE = /^\s{2,}(?!at )[^\s✓○▲⚠⨯]/; // indented, no frame of a stack, no message of Next

/** Worth a line in the terminal; our own lines say how grave they are, foreign ones (Next, Node) must look it. */
export function shortly(line: string): string | undefined {
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if (typeof level !== "number" || level < WARN) return undefined;
    const cause = err?.message && err.message !== msg ? `: ${err.message}` : "";
    return `${level > WARN ? "error" : "warning"}: ${msg ?? ""}${cause}`.slice(0, SHOWN_MAX_CHARS);
  } catch {
    return PLAIN_TROUBLE.test(line) ? line.trim().slice(0, SHOWN_MAX_CHARS) : undefined;
  }
}

/** As `shortly`, with what an error says on its further lines: a list of wrong settings, for example. Its stack stays in the file. */
export function shortlyInFull(): (line: string) => string | undefined {
  let inError = false;
  return (line) => {
    if (inError && FURTHER_LINE.test(line)) return line.slice(0, SHOWN_MAX_CHARS);
    inError = ERROR_LINE.test(line);
    return shortly(line);
  };
}

export function rotateAtStart(file: string): void {
  if (existsSync(file) && statSync(file).size > PART_LOG_MAX_BYTES / 2) renameSync(file, `${file}.1`);
}

/** Those who write have the file open for appending: it is emptied in place. */
function emptyWhenFull(file: string, size: number): boolean {
  if (size <= PART_LOG_MAX_BYTES) return false;
  copyFileSync(file, `${file}.1`);
  truncateSync(file, 0);
  return true;
}

function readFrom(file: string, from: number, size: number): string {
  const bytes = Buffer.alloc(Math.min(size - from, READ_MAX_BYTES));
  const handle = openSync(file, "r");
  try {
    return bytes.toString("utf8", 0, readSync(handle, bytes, 0, bytes.length, from));
  } finally {
    closeSync(handle);
  }
}

/** Looks at the file until the signal; a last look is the caller's `look()` of what it got back. */
export function followLog(file: string, show: (line: string) => void, signal: AbortSignal): { look(): void } {
  let at = existsSync(file) ? statSync(file).size : 0;
  const look = (): void => {
    if (!existsSync(file)) return;
    const { size } = statSync(file);
    if (size < at) at = 0;
    if (size > at) {
      const text = readFrom(file, at, size);
      const end = text.lastIndexOf("\n") + 1;
      // A line longer than one read is passed over.
      at += end > 0 ? Buffer.byteLength(text.slice(0, end)) : text.length < READ_MAX_BYTES ? 0 : text.length;
      for (const line of text.slice(0, end).split("\n").filter(Boolean)) show(line);
    }
    if (emptyWhenFull(file, size)) at = 0;
  };
  const timer = setInterval(look, PART_LOG_LOOK_MS);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  return { look };
}
