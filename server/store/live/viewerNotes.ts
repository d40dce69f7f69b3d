/** Tells Redis how many viewers of each run this process has: soon after a change, and again while there are some. */
import { VIEWERS_NOTE_DELAY_MS, VIEWERS_NOTE_MS } from "#server/domain/limits.ts";
import { noteViewers } from "./subscribers.ts";
import { webId } from "./tails.ts";
import { warnThrottled } from "./warnThrottled.ts";

type Notes = {
  viewers: Map<string, number>;
  /** Runs whose number of viewers changed since it was noted. */
  unnoted: Set<string>;
  soon: NodeJS.Timeout | undefined;
  again: NodeJS.Timeout | undefined;
};

// Route handlers, server components and instrumentation are separate module graphs of one process.
const HELD: unique symbol = Symbol.for("codi.viewers");

function notes(): Notes {
  const holder = globalThis as typeof globalThis & { [HELD]?: Notes };
  return (holder[HELD] ??= { viewers: new Map(), unnoted: new Set(), soon: undefined, again: undefined });
}

export function setViewers(runId: string, count: number): void {
  const all = notes();
  if (count > 0) all.viewers.set(runId, count);
  else all.viewers.delete(runId);
  all.unnoted.add(runId);
  all.soon ??= setTimeout(() => {
    all.soon = undefined;
    const changed = [...all.unnoted];
    all.unnoted.clear();
    void note(changed);
  }, VIEWERS_NOTE_DELAY_MS).unref();
  if (all.viewers.size > 0) {
    all.again ??= setInterval(() => void note([...all.viewers.keys()]), VIEWERS_NOTE_MS).unref();
  } else {
    clearInterval(all.again);
    all.again = undefined;
  }
}

async function note(runIds: string[]): Promise<void> {
  try {
    await noteViewers(webId(), new Map(runIds.map((runId) => [runId, notes().viewers.get(runId) ?? 0])));
  } catch (error) {
    warnThrottled("the number of viewers could not be noted", { err: error });
  }
}
