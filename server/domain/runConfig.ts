/** What a start body may say: every field with its default and its bound. Unknown keys are refused. */
import { RE2JS } from "re2js";
import { z } from "zod";
import {
  ENV_MAX_NAMES,
  ENV_VALUE_MAX_BYTES,
  LABELS_MAX,
  NAME_MAX_CHARS,
  PATH_MAX_CHARS,
  PATTERN_MAX_CHARS,
  TEXT_MAX_BYTES,
} from "./limits.ts";
import { plainText } from "./plainText.ts";

const utf8 = new TextEncoder();
const within = (max: number) => (text: string) => utf8.encode(text).length <= max;

const text = plainText.refine(within(TEXT_MAX_BYTES), `must be at most ${TEXT_MAX_BYTES} bytes`);
const shortText = plainText.trim().min(1, "must not be empty").max(NAME_MAX_CHARS);

/** Stands behind a flag of Codex's command line, where a dash would begin another one. */
const flagValue = shortText.refine((value) => !value.startsWith("-"), "must not begin with a dash");

export const AbsolutePath = plainText
  .max(PATH_MAX_CHARS)
  .refine((path) => path.startsWith("/"), "must be an absolute path")
  .refine((path) => !path.split("/").includes(".."), 'must not contain ".."');

/** Names a document below the epic folder; never leaves it. */
const relativePath = plainText
  .min(1)
  .max(PATH_MAX_CHARS)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), "must be a path inside the epic folder");

/** Patterns run on RE2: linear in the text, whatever people write. */
function patternProblem(pattern: string): string | null {
  try {
    RE2JS.compile(pattern);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : "is not a regular expression";
  }
}
const Pattern = plainText.max(PATTERN_MAX_CHARS).superRefine((pattern, context) => {
  const problem = patternProblem(pattern);
  if (problem) context.addIssue({ code: "custom", message: `is not a valid pattern: ${problem}` });
});

const globs = z.array(plainText.min(1).max(PATH_MAX_CHARS)).max(200);

export const ENV_NAME = /^[A-Za-z_]\w{0,127}$/;
const Env = z
  .record(
    z.string().regex(ENV_NAME, "is not the name of an environment variable"),
    plainText.refine(within(ENV_VALUE_MAX_BYTES), `must be at most ${ENV_VALUE_MAX_BYTES} bytes`),
  )
  .superRefine((env, context) => {
    const names = Object.keys(env);
    if (names.length > ENV_MAX_NAMES)
      context.addIssue({ code: "custom", message: `holds at most ${ENV_MAX_NAMES} names` });
    for (const name of names)
      if (name.startsWith("CODI_"))
        context.addIssue({ code: "custom", path: [name], message: "CODI_ names are Codi's own" });
  });

/** Refused unless it has its default: the effect does not exist yet, and nothing is accepted and ignored. */
const notYet = "not available yet";

export const APPROVALS = ["never", "on-request", "on-failure", "untrusted"] as const;
export const SANDBOXES = ["workspace-write", "read-only", "danger-full-access"] as const;

export const Workspace = z
  .strictObject({
    kind: z.enum(["in-place", "worktree"]).default("in-place"),
    branch: z.string().max(NAME_MAX_CHARS).optional(),
    base: z.string().max(NAME_MAX_CHARS).optional(),
  })
  .superRefine((workspace, context) => {
    if (workspace.kind !== "in-place") context.addIssue({ code: "custom", path: ["kind"], message: notYet });
    if (workspace.branch !== undefined) context.addIssue({ code: "custom", path: ["branch"], message: notYet });
    if (workspace.base !== undefined) context.addIssue({ code: "custom", path: ["base"], message: notYet });
  });

const seconds = z.number().int().min(1).max(31_536_000);
export const Limits = z
  .strictObject({
    tokens: z.number().int().min(1).nullable().default(null),
    wallSec: seconds.nullable().default(null),
    turnSec: seconds.nullable().default(null),
    idleSec: seconds.nullable().default(null),
    noProgressTurns: z.number().int().min(1).max(1_000).nullable().default(3),
  })
  .superRefine((limits, context) => {
    if (limits.tokens !== null) context.addIssue({ code: "custom", path: ["tokens"], message: notYet });
    if (limits.idleSec !== null) context.addIssue({ code: "custom", path: ["idleSec"], message: notYet });
    if (limits.noProgressTurns !== 3) context.addIssue({ code: "custom", path: ["noProgressTurns"], message: notYet });
  });

export const Check = z.strictObject({
  command: plainText.trim().min(1, "must not be empty").max(PATH_MAX_CHARS),
  timeoutSec: z.number().int().min(1).max(86_400).default(600),
  stop: z.boolean().default(true),
});
export type Check = z.infer<typeof Check>;

export const RunConfig = z
  .strictObject({
    workingDir: AbsolutePath,
    mission: text.nullable().default(null),
    prompt: text.nullable().default(null),
    references: z.array(relativePath).max(100).default([]),
    model: flagValue.nullable().default(null),
    reasoning: flagValue.nullable().default(null),
    approval: z.enum(APPROVALS).default("never"),
    sandbox: z.enum(SANDBOXES).default("workspace-write"),
    loopDelaySec: z.number().min(0).max(86_400).default(5),
    maxTurns: z
      .number()
      .int()
      .max(1_000_000)
      .nullable()
      .default(25)
      .transform((turns) => (turns !== null && turns > 0 ? turns : null)),
    completion: z
      .strictObject({
        pattern: Pattern.nullable().default(null),
        scanTailLines: z.number().int().min(-1_000_000).max(1_000_000).default(40),
      })
      .prefault({}),
    watch: z.strictObject({ include: globs.default(["**"]), exclude: globs.default([]) }).prefault({}),
    env: Env.default({}),
    plainEnv: z.array(z.string().regex(ENV_NAME)).max(ENV_MAX_NAMES).default([]),
    profile: shortText.default("default"),
    project: shortText.nullable().default(null),
    name: shortText.nullable().default(null),
    labels: z.array(plainText.trim().min(1).max(64)).max(LABELS_MAX).default([]),
    thread: z.enum(["fresh", "resume"]).default("fresh"),
    workspace: Workspace.prefault({}),
    limits: Limits.prefault({}),
    check: Check.nullable().default(null),
    onQuota: z
      .enum(["wait", "stop"])
      .default("wait")
      .refine((choice) => choice === "wait", notYet),
    parentRun: plainText.max(64).nullable().default(null),
    onTurnFailure: z.enum(["fail", "continue"]).default("fail"),
    priority: z.number().int().min(-100).max(100).default(0),
    clearStopFile: z.boolean().default(false),
  })
  .superRefine((config, context) => {
    for (const [index, name] of config.plainEnv.entries())
      if (!(name in config.env))
        context.addIssue({ code: "custom", path: ["plainEnv", index], message: "is not a name of env" });
  });
export type RunConfig = z.infer<typeof RunConfig>;

export const EPIC_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

export const StartBody = z.strictObject({
  epicId: z.string().regex(EPIC_ID, "must be 1 to 128 letters, digits, dots, dashes or underscores"),
  config: RunConfig,
});
export type StartBody = z.infer<typeof StartBody>;
export type StartBodyInput = z.input<typeof StartBody>;

/** The config as anybody may see it: env values never come back. */
export type PublicRunConfig = Omit<RunConfig, "env"> & { env: string[] };

export function toPublicConfig(config: RunConfig): PublicRunConfig {
  return { ...config, env: Object.keys(config.env).sort() };
}
