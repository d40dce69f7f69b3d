/** Every key of the product, once: what the help shows, what pages listen to, what buttons hint at. */

export type Key = {
  /** Strokes that do it: `j`, `g r` one after the other, `mod+k` for ⌘ or Ctrl. */
  keys: readonly string[];
  says: string;
  /** Goes on while it is held down. */
  repeats?: true;
};

export const keyMap = {
  anywhere: {
    find: { keys: ["mod+k"], says: "Find or do" },
    runs: { keys: ["g r"], says: "Runs" },
    start: { keys: ["g n"], says: "Start a run" },
    fleet: { keys: ["g f"], says: "Fleet" },
    theme: { keys: ["g t"], says: "Switch the theme" },
    help: { keys: ["?"], says: "All keys" },
  },
  list: {
    next: { keys: ["j"], says: "Next run", repeats: true },
    previous: { keys: ["k"], says: "Previous run", repeats: true },
    open: { keys: ["enter", "o"], says: "Open" },
    select: { keys: ["x"], says: "Select" },
    extendDown: { keys: ["shift+arrowdown"], says: "Select downwards", repeats: true },
    extendUp: { keys: ["shift+arrowup"], says: "Select upwards", repeats: true },
    clear: { keys: ["escape"], says: "Clear the selection" },
    pause: { keys: ["p"], says: "Pause after the turn" },
    cancel: { keys: ["c"], says: "Cancel" },
    filter: { keys: ["f"], says: "Filter, then 1 to 9" },
    search: { keys: ["/"], says: "Search" },
    fresh: { keys: ["."], says: "Show new runs" },
  },
  run: {
    nextRun: { keys: ["j"], says: "Next run of the list" },
    previousRun: { keys: ["k"], says: "Previous run of the list" },
    pause: { keys: ["p"], says: "Pause after the turn" },
    pauseNow: { keys: ["shift+p"], says: "Pause now" },
    resume: { keys: ["r"], says: "Resume" },
    stop: { keys: ["s"], says: "Stop after the turn" },
    cancel: { keys: ["c"], says: "Cancel" },
    fold: { keys: ["w"], says: "Fold the waterfall" },
    unscope: { keys: ["escape"], says: "Show all turns" },
    copyId: { keys: ["y i"], says: "Copy the id" },
    copyLink: { keys: ["y l"], says: "Copy the link" },
  },
  log: {
    search: { keys: ["/"], says: "Search" },
    nextHit: { keys: ["n"], says: "Next hit", repeats: true },
    previousHit: { keys: ["shift+n"], says: "Previous hit", repeats: true },
    nextError: { keys: ["."], says: "Next error", repeats: true },
    follow: { keys: ["l"], says: "Follow" },
    times: { keys: ["t"], says: "Times" },
  },
} as const satisfies Record<string, Record<string, Key>>;

export type KeyArea = keyof typeof keyMap;
export type KeyName<Area extends KeyArea> = keyof (typeof keyMap)[Area] & string;

/** Where each area's keys work, as the help names it. */
export const keyAreas = {
  anywhere: "Anywhere",
  list: "In a list",
  run: "On a run",
  log: "In the log",
} as const satisfies Record<KeyArea, string>;

const printed: Record<string, string> = {
  shift: "⇧",
  enter: "↵",
  escape: "Esc",
  space: "Space",
  arrowdown: "↓",
  arrowup: "↑",
  arrowleft: "←",
  arrowright: "→",
};

/** A stroke as its keys are printed, one after the other: `["⌘K"]`, `["G", "R"]`. */
export function toKeyCaps(stroke: string, apple: boolean): string[] {
  const print = (key: string) => (key === "mod" ? (apple ? "⌘" : "Ctrl ") : (printed[key] ?? key.toUpperCase()));
  return stroke.split(" ").map((together) => together.split("+").map(print).join(""));
}
