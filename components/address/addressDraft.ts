/** What somebody has just chosen and the address does not say yet: one draft for the tab, shown at once, written a moment later. */

export type Draft = {
  /** What stood behind the `?` when it was begun: once something else stands there, it is over. */
  base: string;
  changes: ReadonlyMap<string, string | null>;
};

export type Step = "push" | "replace";

const watchers = new Set<() => void>();
let draft: Draft | null = null;
let step: Step = "replace";
let timer: ReturnType<typeof setTimeout> | undefined;

export const readDraft = (): Draft | null => draft;

export function watchDraft(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

/** Everything that was chosen meanwhile is written in one step. */
export function addToDraft(
  base: string,
  changes: Iterable<readonly [string, string | null]>,
  how: { step: Step; afterMs: number; write: (draft: Draft, step: Step) => void },
): void {
  clearTimeout(timer);
  const goesOn = draft?.base === base;
  draft = { base, changes: new Map([...(goesOn && draft ? draft.changes : []), ...changes]) };
  step = how.step === "push" || (goesOn && step === "push") ? "push" : "replace";
  for (const watcher of watchers) watcher();
  const begun = draft;
  const write = () => {
    if (draft !== begun) return;
    how.write(begun, step);
    step = "replace"; // what comes before the page knows belongs to the same step
  };
  if (how.afterMs > 0) timer = setTimeout(write, how.afterMs);
  else write();
}

/** Somebody went on: what was not written is forgotten. */
export function dropDraft(base: string): void {
  if (draft === null || draft.base === base) return;
  clearTimeout(timer);
  draft = null;
}

export function withDraft(search: string, { changes }: Draft): [string, string][] {
  const params = new URLSearchParams(search);
  for (const [name, value] of changes)
    if (value === null) params.delete(name);
    else params.set(name, value);
  return [...params];
}
