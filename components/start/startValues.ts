/** What stands in the start form, as typed, and how it becomes a start body. */
import type { FieldError } from "#server/domain/runErrors.ts";
import type { StartBodyInput } from "#server/domain/runConfig.ts";

/** Keys of text fields: also the names by which an address may fill them. */
export const TEXT_KEYS = [
  "mission",
  "workingDir",
  "epicId",
  "name",
  "project",
  "labels",
  "profile",
  "model",
  "reasoning",
  "sandbox",
  "approval",
  "thread",
  "maxTurns",
  "loopDelaySec",
  "pattern",
  "check",
  "wallSec",
  "turnSec",
  "prompt",
] as const;
export type TextKey = (typeof TEXT_KEYS)[number];
export type EnvRow = { name: string; value: string };
export type StartValues = Record<TextKey, string> & { env: EnvRow[] };

export const startDefaults: StartValues = {
  mission: "",
  workingDir: "",
  epicId: "",
  name: "",
  project: "",
  labels: "",
  profile: "default",
  model: "",
  reasoning: "",
  sandbox: "workspace-write",
  approval: "never",
  thread: "fresh",
  maxTurns: "25",
  loopDelaySec: "5",
  pattern: "",
  check: "",
  wallSec: "",
  turnSec: "",
  prompt: "",
  env: [],
};

/** Where the server's name for a field stands in the form. */
export const fieldPaths = {
  mission: "config.mission",
  workingDir: "config.workingDir",
  epicId: "epicId",
  name: "config.name",
  project: "config.project",
  labels: "config.labels",
  profile: "config.profile",
  model: "config.model",
  reasoning: "config.reasoning",
  sandbox: "config.sandbox",
  approval: "config.approval",
  thread: "config.thread",
  maxTurns: "config.maxTurns",
  loopDelaySec: "config.loopDelaySec",
  pattern: "config.completion",
  check: "config.check",
  wallSec: "config.limits.wallSec",
  turnSec: "config.limits.turnSec",
  prompt: "config.prompt",
  env: "config.env",
} as const satisfies Record<keyof StartValues, string>;
export type FieldKey = keyof typeof fieldPaths;

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

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}

const textOrNull = (text: string) => (text.trim() === "" ? null : text);
const trimmedOrNull = (text: string) => text.trim() || null;
const numberOrNull = (text: string) => (text.trim() === "" ? null : Number(text));

/** Fields left alone are left out: the server's defaults hold. Choices are checked by the same schema that the server uses. */
export function toStartBody(values: StartValues, options: { clearStopFile?: boolean } = {}): StartBodyInput {
  const labels = values.labels.split(",").flatMap((label) => label.trim() || []);
  const env = Object.fromEntries(
    values.env.filter((row) => row.name.trim()).map((row) => [row.name.trim(), row.value]),
  );
  const loopDelaySec = numberOrNull(values.loopDelaySec);
  const limits = { wallSec: numberOrNull(values.wallSec), turnSec: numberOrNull(values.turnSec) };
  return {
    epicId: values.epicId.trim() || toEpicId(values.mission),
    config: {
      workingDir: values.workingDir.trim(),
      mission: textOrNull(values.mission),
      profile: values.profile,
      sandbox: values.sandbox as StartBodyInput["config"]["sandbox"],
      approval: values.approval as StartBodyInput["config"]["approval"],
      thread: values.thread as StartBodyInput["config"]["thread"],
      model: trimmedOrNull(values.model),
      reasoning: trimmedOrNull(values.reasoning),
      name: trimmedOrNull(values.name),
      project: trimmedOrNull(values.project),
      prompt: textOrNull(values.prompt),
      maxTurns: numberOrNull(values.maxTurns),
      completion: { pattern: textOrNull(values.pattern) },
      limits,
      ...(loopDelaySec !== null && { loopDelaySec }),
      ...(values.check.trim() && { check: { command: values.check.trim() } }),
      ...(labels.length > 0 && { labels }),
      ...(Object.keys(env).length > 0 && { env }),
      ...(options.clearStopFile && { clearStopFile: true }),
    },
  };
}

/** The API takes a start without a mission; a person who leaves it empty has not said yet what they want. */
export function toMissing(values: StartValues): FieldError[] {
  const missing: FieldError[] = [];
  if (!values.mission.trim()) missing.push({ path: fieldPaths.mission, message: "Say what should be true in the end" });
  if (!values.workingDir.trim())
    missing.push({ path: fieldPaths.workingDir, message: "Name the folder that the run works in" });
  return missing;
}

/** The folders that say it all: each once, and none that lies in another. */
export function toOuterRoots(roots: readonly string[]): string[] {
  const isBelow = (root: string, other: string) =>
    root !== other && root.startsWith(other.endsWith("/") ? other : `${other}/`);
  return [...new Set(roots)].filter((root) => !roots.some((other) => isBelow(root, other)));
}

/** What is wrong with each field, and what is wrong with none of them. */
export function toFieldErrors(fields: FieldError[]): {
  at: Partial<Record<FieldKey, string>>;
  elsewhere: FieldError[];
} {
  const at: Partial<Record<FieldKey, string>> = {};
  const elsewhere: FieldError[] = [];
  for (const field of fields) {
    const key = (Object.keys(fieldPaths) as FieldKey[]).find(
      (one) => field.path === fieldPaths[one] || field.path.startsWith(`${fieldPaths[one]}.`),
    );
    if (!key) elsewhere.push(field);
    else at[key] ??= describe(field, fieldPaths[key]);
  }
  return { at, elsewhere };
}

/** The part below the field (a label's place, a variable's name) is said with the message. */
function describe({ path, message }: FieldError, field: string): string {
  const below = path.slice(field.length + 1);
  const said = below && !/^(pattern|command)$/.test(below) ? `${below}: ${message}` : message;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

/** The texts that an address may fill; everything else in it is ignored. */
export function toPrefill(params: Record<string, string | string[] | undefined>): Partial<Record<TextKey, string>> {
  const prefill: Partial<Record<TextKey, string>> = {};
  for (const key of TEXT_KEYS) {
    const value = params[key];
    if (typeof value === "string" && value !== "") prefill[key] = value;
  }
  return prefill;
}
