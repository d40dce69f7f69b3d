/** Follows the agent's two log files during a turn by size and time, and previews what was added. */
import { open, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { setImmediate as yieldOnce, setTimeout as sleep } from "node:timers/promises";
import { EVENT_TEXT_MAX_BYTES, LOG_TAIL_LINES, LOG_WATCH_MS } from "#server/domain/limits.ts";
import type { RunEventBody } from "#server/domain/runEvents.ts";

type LogKind = "codys-log" | "decision-log";
type Log = { kind: LogKind; file: string; path: string; size: number; changedAt: number };

/** What the logs were before the child started; hand it to watchLogs. */
export type LogSnapshot = { logs: Log[] };

export type LogEvent = Extract<RunEventBody, { type: "log_updated" }>;

const PIECE_BYTES = 65_536; // of a read; logs may be of any size

async function look(file: string): Promise<{ size: number; changedAt: number }> {
  try {
    const found = await stat(file);
    return found.isFile() ? { size: found.size, changedAt: found.mtimeMs } : { size: 0, changedAt: 0 };
  } catch {
    return { size: 0, changedAt: 0 };
  }
}

export async function snapshotLogs(folders: { harnessFolder: string; epicFolder: string }): Promise<LogSnapshot> {
  const project = dirname(folders.harnessFolder);
  const files: [LogKind, string][] = [
    ["codys-log", join(folders.epicFolder, "codys-log.md")],
    ["decision-log", join(folders.harnessFolder, "decision-log.md")],
  ];
  return {
    logs: await Promise.all(
      files.map(async ([kind, file]) => ({ kind, file, path: relative(project, file), ...(await look(file)) })),
    ),
  };
}

/** Lines that end within [from, to), and the last lines before `to`. */
async function readDelta(log: Log, range: { from: number; to: number }): Promise<{ lines: number; tail: string }> {
  const file = await open(log.file, "r");
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    let lines = 0;
    let lastByte = 10;
    for (let at = range.from; at < range.to;) {
      const { bytesRead } = await file.read(piece, 0, Math.min(PIECE_BYTES, range.to - at), at);
      if (bytesRead === 0) break;
      for (let i = 0; i < bytesRead; i += 1) if (piece[i] === 10) lines += 1;
      lastByte = piece[bytesRead - 1] ?? 10;
      at += bytesRead;
    }
    const tailFrom = Math.max(0, range.to - EVENT_TEXT_MAX_BYTES);
    const tail = Buffer.alloc(range.to - tailFrom);
    const { bytesRead } = await file.read(tail, 0, tail.length, tailFrom);
    const text = tail.toString("utf8", 0, bytesRead).trimEnd().split("\n").slice(-LOG_TAIL_LINES).join("\n");
    // Cutting bytes may begin inside a character; the replacement character is longer than what it replaces.
    return { lines: lines + (lastByte === 10 ? 0 : 1), tail: tailFrom > 0 ? text.replace(/^\uFFFD+/, "") : text };
  } finally {
    await file.close();
  }
}

async function readChange(log: Log, turn: number): Promise<LogEvent | null> {
  const now = await look(log.file);
  if (now.size === log.size && now.changedAt === log.changedAt) return null;
  // A log that shrank was rewritten: nothing of it can be called added, its end is shown all the same.
  const from = Math.min(log.size, now.size);
  try {
    const { lines, tail } = await readDelta(log, { from, to: now.size });
    log.size = now.size;
    log.changedAt = now.changedAt;
    const delta = { addedBytes: now.size - from, addedLines: lines, tail };
    return { type: "log_updated", turn, kind: log.kind, path: log.path, delta };
  } catch {
    return null; // gone between the two looks: the next look says so
  }
}

export type WatchOptions = { turn: number; signal: AbortSignal; everyMs?: number };

/** Ends after the signal aborts, having looked once more: what the child wrote just before its exit is included. */
export async function* watchLogs(snapshot: LogSnapshot, options: WatchOptions): AsyncGenerator<LogEvent> {
  const { turn, signal, everyMs = LOG_WATCH_MS } = options;
  const logs = snapshot.logs.map((log) => ({ ...log }));
  for (let last = false; !last;) {
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    last = signal.aborted;
    if (last) await yieldOnce();
    for (const log of logs) {
      const event = await readChange(log, turn);
      if (event) yield event;
    }
  }
}
