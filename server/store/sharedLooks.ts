/** Looks at history that many viewers of a process take together: a thousand that come back at once read each page once. */
import { eventText } from "#server/domain/eventText.ts";
import type { HistoryLook } from "./historyLook.ts";

/** `isOpen` until it is answered; `lasts` when the answer can never become another. */
type Kept = { look: Promise<HistoryLook>; askedAt: number; bytes: number; isOpen: boolean; lasts: boolean };

export type LookBounds = { keptBytes: number; keptMs: number; now: () => number };

/**
 * Events that follow a cursor never change, so a page of them serves everybody for a while. That there is nothing more
 * serves who asks meanwhile, and who takes an answer of that age.
 */
export function createSharedLooks(
  read: (runId: string, after: number) => Promise<HistoryLook>,
  { keptBytes, keptMs, now }: LookBounds,
) {
  const kept = new Map<string, Kept>();
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function forget(key: string, entry: Kept): void {
    if (kept.get(key) !== entry) return;
    kept.delete(key);
    bytes -= entry.bytes;
  }

  /** In the order of their asking: the oldest come first. */
  function forgetOld(): void {
    for (const [key, entry] of kept) {
      if (now() - entry.askedAt < keptMs && bytes <= keptBytes) break;
      forget(key, entry);
    }
    clearTimeout(timer);
    if (kept.size > 0) timer = setTimeout(forgetOld, keptMs).unref();
  }

  function ask(key: string, runId: string, after: number): Promise<HistoryLook> {
    const known = kept.get(key);
    if (known) forget(key, known);
    const entry: Kept = { look: read(runId, after), askedAt: now(), bytes: 0, isOpen: true, lasts: false };
    kept.set(key, entry);
    entry.look.then(
      ({ frame }) => {
        entry.isOpen = false;
        if (kept.get(key) !== entry || frame?.kind !== "events") return;
        entry.lasts = true;
        entry.bytes = frame.events.reduce((sum, event) => sum + eventText(event).length, 0);
        bytes += entry.bytes;
        forgetOld();
      },
      () => forget(key, entry),
    );
    forgetOld();
    return entry.look;
  }

  return function look(runId: string, after: number, { maxAgeMs = 0 } = {}): Promise<HistoryLook> {
    const key = `${runId} ${after}`;
    const known = kept.get(key);
    const serves = known && (known.isOpen || known.lasts || now() - known.askedAt < maxAgeMs);
    return serves ? known.look : ask(key, runId, after);
  };
}
