/** What outages and viewers leave behind: nothing. Afterwards only the connections are there that a resting process has, and the web's memory is what it was. */
import type { ChaosEvidence, Finding, Use } from "./evidence.ts";

/** One that publishes and one that reads; a worker has another for the thread that renews, and one that waits to be woken. */
const RESTING: Record<string, { web: number; worker: number }> = {
  "codi-publish": { web: 1, worker: 2 },
  "codi-read": { web: 1, worker: 1 },
  "codi-wake": { web: 0, worker: 1 },
};
/** What a process that has served hundreds of streams keeps of its heap, more than one that has just started. */
const KEPT_BYTES = 150_000_000;

export function checkUse({ use }: Pick<ChaosEvidence, "use">): Finding[] {
  return use.memory.length > 0 ? [...checkConnections(use), ...checkMemory(use)] : [];
}

function checkConnections({ connections, memory }: Use): Finding[] {
  const names = connections.at(-1)?.names;
  if (!names) return [leak("nobody could say who is connected to Redis")];
  const workers = Object.keys(memory[0]?.bytes ?? {}).filter((part) => part.startsWith("worker")).length;
  return Object.entries(names).flatMap(([name, count]) => {
    const resting = RESTING[name] ?? { web: 0, worker: 0 };
    const expected = resting.web + resting.worker * workers;
    return count > expected ? [leak(`${count} connections to Redis are called ${name}, not ${expected}`)] : [];
  });
}

function checkMemory({ memory }: Use): Finding[] {
  const [from, to] = [memory[0]?.bytes.web, memory.at(-1)?.bytes.web];
  if (typeof from !== "number" || typeof to !== "number") return [leak("the web was down at the beginning or the end")];
  return isBack(from, to) ? [] : [leak(`the web takes ${mb(to)} MB at the end; it took ${mb(from)} MB`)];
}

export const isBack = (from: number, to: number) => to <= from + KEPT_BYTES;

const leak = (what: string): Finding => ({ kind: "leak", runId: null, what });

export const mb = (bytes: number) => Math.round(bytes / 1e6);
