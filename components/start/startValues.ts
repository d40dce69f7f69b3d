/** What stands in the start form, as typed. */
import type { FieldError } from "#server/domain/runErrors.ts";
import { toSeconds } from "./amountOfTime.ts";

/** Keys of text fields: also the names by which an address may fill them. */
export const TEXT_KEYS = [
  "mission",
  "workingDir",
  "epicId",
  "name",
  "project",
  "profile",
  "model",
  "reasoning",
  "sandbox",
  "approval",
  "thread",
  "check",
  "checkSec",
  "checkStop",
  "pattern",
  "scanTailLines",
  "maxTurns",
  "wallSec",
  "turnSec",
  "loopDelaySec",
  "onTurnFailure",
  "priority",
  "prompt",
] as const;
export type TextKey = (typeof TEXT_KEYS)[number];

/** Keys of fields that hold several short texts. */
export const LIST_KEYS = ["labels", "references", "watch", "unwatched"] as const;
export type ListKey = (typeof LIST_KEYS)[number];

/** Conditions that can be taken away without losing what was typed for them. */
export const STOP_KEYS = ["check", "pattern", "maxTurns", "wallSec", "turnSec"] as const;
export type StopKey = (typeof STOP_KEYS)[number];

/** `gone`: it had a value that this browser does not keep. */
export type EnvRow = { name: string; value: string; plain: boolean; gone: boolean };

export type StartValues = Record<TextKey, string> &
  Record<ListKey, string[]> & {
    on: Record<StopKey, boolean>;
    /** Typed into a list and not yet added to it. */
    beginnings: Record<ListKey, string>;
    env: EnvRow[];
    /** The run that these values were taken from. */
    parentRun: string;
  };

/** The server's own defaults, and proposals for what is off. */
export const startDefaults: StartValues = {
  mission: "",
  workingDir: "",
  epicId: "",
  name: "",
  project: "",
  profile: "default",
  model: "",
  reasoning: "",
  sandbox: "workspace-write",
  approval: "never",
  thread: "fresh",
  check: "",
  checkSec: "10m",
  checkStop: "true",
  pattern: "",
  scanTailLines: "40",
  maxTurns: "25",
  wallSec: "6h",
  turnSec: "1h",
  loopDelaySec: "5",
  onTurnFailure: "fail",
  priority: "0",
  prompt: "",
  labels: [],
  references: [],
  watch: [],
  unwatched: [],
  on: { check: false, pattern: false, maxTurns: true, wallSec: false, turnSec: false },
  beginnings: { labels: "", references: "", watch: "", unwatched: "" },
  env: [],
  parentRun: "",
};

/** Where the server's name for a field stands in the form; the longer names first. */
export const fieldPaths = {
  mission: "config.mission",
  workingDir: "config.workingDir",
  epicId: "epicId",
  name: "config.name",
  project: "config.project",
  profile: "config.profile",
  model: "config.model",
  reasoning: "config.reasoning",
  sandbox: "config.sandbox",
  approval: "config.approval",
  thread: "config.thread",
  checkSec: "config.check.timeoutSec",
  checkStop: "config.check.stop",
  check: "config.check",
  scanTailLines: "config.completion.scanTailLines",
  pattern: "config.completion",
  maxTurns: "config.maxTurns",
  wallSec: "config.limits.wallSec",
  turnSec: "config.limits.turnSec",
  loopDelaySec: "config.loopDelaySec",
  onTurnFailure: "config.onTurnFailure",
  priority: "config.priority",
  prompt: "config.prompt",
  labels: "config.labels",
  references: "config.references",
  watch: "config.watch.include",
  unwatched: "config.watch.exclude",
  env: "config.env",
} as const satisfies Record<TextKey | ListKey | "env", string>;
export type FieldKey = keyof typeof fieldPaths;

export function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}

/** The server's own way to name a project that nobody names: after its folder. */
export function toProjectName(values: StartValues): string {
  return values.project.trim() || (values.workingDir.trim().split("/").filter(Boolean).at(-1) ?? "");
}

const SLUG_MAX_CHARS = 48; // a folder name that people still read

/** The epic that a mission names by its first line. */
export function toEpicId(mission: string): string {
  const slug = firstLine(mission)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "")
    .slice(0, SLUG_MAX_CHARS)
    .replace(/-+$/, "");
  return slug || "epic";
}

const ask = {
  check: "Type the command, or take the check away",
  pattern: "Type the pattern, or take the condition away",
  maxTurns: "Type a number above 0; for no limit take the condition away",
  wallSec: "Type a time above 0; for no limit take the condition away",
  turnSec: "Type a time above 0; for no limit take the condition away",
} as const satisfies Record<StopKey, string>;

/** What the server would take, and a person who left it so has not said yet what they want. */
export function toMissing(values: StartValues): FieldError[] {
  const missing: FieldError[] = [];
  const miss = (key: FieldKey, message: string) => missing.push({ path: fieldPaths[key], message });
  if (!values.mission.trim()) miss("mission", "Say what should be true in the end");
  if (!values.workingDir.trim()) miss("workingDir", "Name the folder that the run works in");
  for (const key of ["check", "pattern"] as const) if (values.on[key] && !values[key].trim()) miss(key, ask[key]);
  if (values.on.maxTurns && !(Number(values.maxTurns) > 0)) miss("maxTurns", ask.maxTurns);
  for (const key of ["wallSec", "turnSec"] as const)
    if (values.on[key] && !((toSeconds(values[key]) ?? 0) > 0)) miss(key, ask[key]);
  const gone = values.env.find((row) => row.gone && row.name.trim() && row.value === "");
  if (gone) miss("env", `${gone.name.trim()} has lost its value: type it again, or remove the variable`);
  return missing;
}

/** The folders that say it all: each once, and none that lies in another. */
export function toOuterRoots(roots: readonly string[]): string[] {
  const isBelow = (root: string, other: string) =>
    root !== other && root.startsWith(other.endsWith("/") ? other : `${other}/`);
  return [...new Set(roots)].filter((root) => !roots.some((other) => isBelow(root, other)));
}
