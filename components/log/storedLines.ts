/** Lines of stored output that are looked at: fetched in blocks, outside of React, and forgotten again when others are. */
import type { PassageLine } from "./logLine.ts";

export type StoredPlace = Pick<PassageLine, "turn" | "stream">;
export type StoredLine = { line: number; offset: number; bytes: number; text: string };

/** Lines from `from` on, at most `count`; `next`: the line to go on with, null when there is nothing more. */
export type ReadLines = (
  place: StoredPlace,
  part: { from: number; count: number },
) => Promise<{ lines: StoredLine[]; next: number | null }>;

export const BLOCK_LINES = 500;
const MAX_CHARS = 16_000_000; // what is kept: some hundred screens, or a few of very long lines
const AT_ONCE = 2;
const AGAIN_MS = 2_000; // a block that lacks a line: the turn still printed when it was fetched

type Block = { lines: Map<number, StoredLine>; chars: number; at: number };
/** Lines that somebody looks at. */
export type Wanted = StoredPlace & { from: number; to: number };

export type StoredLines = {
  subscribe(onChange: () => void): () => void;
  /** Another number after every change. */
  version(): number;
  /** Undefined: not here. */
  line(place: StoredPlace, line: number): StoredLine | undefined;
  /** What is looked at now; what was wanted before and has not begun is not fetched any more. */
  want(wanted: readonly Wanted[]): void;
  /** The last failure, until something succeeds. */
  error(): unknown;
  dismiss(): void;
  /** All of them, to be taken along; they are not kept. */
  read(wanted: Wanted): Promise<StoredLine[]>;
};

const nameOf = ({ turn, stream }: StoredPlace, block: number) => `${turn} ${stream} ${block}`;

export function createStoredLines(readLines: ReadLines): StoredLines {
  const blocks = new Map<string, Block>(); // the last one was looked at last
  const loading = new Set<string>();
  const watchers = new Set<() => void>();
  let wishes: (StoredPlace & { block: number; name: string; last: number })[] = [];
  let version = 0;
  let chars = 0;
  let error: unknown = null;

  const publish = () => {
    version += 1;
    for (const watcher of watchers) watcher();
  };

  async function read(wanted: Wanted): Promise<StoredLine[]> {
    const lines: StoredLine[] = [];
    for (let from: number | null = wanted.from; from !== null && from < wanted.to;) {
      const page = await readLines(wanted, { from, count: Math.min(BLOCK_LINES, wanted.to - from) });
      lines.push(...page.lines);
      from = page.next === null || page.next <= from ? null : page.next;
    }
    return lines;
  }

  function forget(): void {
    const wanted = new Set(wishes.map(({ name }) => name));
    for (const [name, block] of blocks) {
      if (chars <= MAX_CHARS) return;
      if (wanted.has(name)) continue;
      blocks.delete(name);
      chars -= block.chars;
    }
  }

  async function fetchBlock({ name, block, ...place }: (typeof wishes)[number]): Promise<void> {
    loading.add(name);
    try {
      const lines = await read({ ...place, from: block * BLOCK_LINES, to: (block + 1) * BLOCK_LINES });
      const size = lines.reduce((sum, { text }) => sum + text.length, 0);
      chars += size - (blocks.get(name)?.chars ?? 0);
      blocks.set(name, { lines: new Map(lines.map((line) => [line.line, line])), chars: size, at: performance.now() });
      error = null;
      forget();
    } catch (failure) {
      error = failure;
      wishes = []; // whoever scrolls on asks again
    } finally {
      loading.delete(name);
    }
    publish();
    goOn();
  }

  function isMissing({ name, last }: (typeof wishes)[number]): boolean {
    const block = blocks.get(name);
    return !block || (!block.lines.has(last) && performance.now() - block.at > AGAIN_MS);
  }

  function goOn(): void {
    for (const wish of wishes) {
      if (loading.size >= AT_ONCE) return;
      if (isMissing(wish) && !loading.has(wish.name)) void fetchBlock(wish);
    }
  }

  return {
    subscribe(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    version: () => version,
    error: () => error,
    dismiss() {
      error = null;
      publish();
    },
    line: (place, line) => blocks.get(nameOf(place, Math.floor(line / BLOCK_LINES)))?.lines.get(line),
    want(wanted) {
      wishes = wanted.flatMap(({ turn, stream, from, to }) => {
        const first = Math.floor(from / BLOCK_LINES);
        return Array.from({ length: Math.floor((to - 1) / BLOCK_LINES) - first + 1 }, (_, index) => {
          const block = first + index;
          const last = Math.min(to, (block + 1) * BLOCK_LINES) - 1;
          return { turn, stream, block, last, name: nameOf({ turn, stream }, block) };
        });
      });
      for (const { name } of wishes) {
        const block = blocks.get(name);
        if (!block) continue;
        blocks.delete(name); // and again at the end
        blocks.set(name, block);
      }
      goOn();
    },
    read,
  };
}
