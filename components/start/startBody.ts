/** What stands in the form as the start body that the server takes. */
import type { StartBodyInput } from "#server/domain/runConfig.ts";
import { toSeconds } from "./amountOfTime.ts";
import { startDefaults, toEpicId, type ListKey, type StartValues, type StopKey, type TextKey } from "./startValues.ts";

type Config = StartBodyInput["config"];

const textOrNull = (text: string) => (text.trim() === "" ? null : text);
const trimmedOrNull = (text: string) => text.trim() || null;
const numberOr = <Fallback>(text: string, fallback: Fallback) => (text.trim() === "" ? fallback : Number(text));

/** With what was typed and not yet added: nobody's last label is lost. */
function toList(values: StartValues, key: ListKey): string[] {
  return [...values[key], values.beginnings[key]].map((text) => text.trim()).filter(Boolean);
}

/** Fields left alone are left out: the server's defaults hold. Choices are checked by the same schema that the server uses. */
export function toStartBody(values: StartValues, options: { clearStopFile?: boolean } = {}): StartBodyInput {
  const when = (key: StopKey) => (values.on[key] ? values[key] : "");
  const rows = values.env.filter((row) => row.name.trim());
  const plainEnv = rows.filter((row) => row.plain).map((row) => row.name.trim());
  const labels = toList(values, "labels");
  const references = toList(values, "references");
  const include = toList(values, "watch");
  const exclude = toList(values, "unwatched");
  const loopDelaySec = numberOr(values.loopDelaySec, null);
  const timeoutSec = toSeconds(values.checkSec);
  return {
    epicId: values.epicId.trim() || toEpicId(values.mission),
    config: {
      workingDir: values.workingDir.trim(),
      mission: textOrNull(values.mission),
      profile: values.profile,
      sandbox: values.sandbox as Config["sandbox"],
      approval: values.approval as Config["approval"],
      thread: values.thread as Config["thread"],
      model: trimmedOrNull(values.model),
      reasoning: trimmedOrNull(values.reasoning),
      name: trimmedOrNull(values.name),
      project: trimmedOrNull(values.project),
      prompt: textOrNull(values.prompt),
      maxTurns: numberOr(when("maxTurns"), null),
      completion: { pattern: textOrNull(when("pattern")), scanTailLines: numberOr(values.scanTailLines, 40) },
      limits: { wallSec: toSeconds(when("wallSec")), turnSec: toSeconds(when("turnSec")) },
      onTurnFailure: values.onTurnFailure as Config["onTurnFailure"],
      priority: numberOr(values.priority, 0),
      ...(loopDelaySec !== null && { loopDelaySec }),
      ...(when("check").trim() && {
        check: {
          command: when("check").trim(),
          stop: values.checkStop !== "false",
          ...(timeoutSec !== null && { timeoutSec }),
        },
      }),
      ...(labels.length > 0 && { labels }),
      ...(references.length > 0 && { references }),
      ...(include.length + exclude.length > 0 && {
        watch: { ...(include.length > 0 && { include }), ...(exclude.length > 0 && { exclude }) },
      }),
      ...(rows.length > 0 && { env: Object.fromEntries(rows.map((row) => [row.name.trim(), row.value])) }),
      ...(plainEnv.length > 0 && { plainEnv }),
      ...(values.parentRun && { parentRun: values.parentRun }),
      ...(options.clearStopFile && { clearStopFile: true }),
    },
  };
}

/** The same without what is the default anyway and without secret values, as somebody would write it by hand. */
export function toShortBody(values: StartValues): StartBodyInput {
  const full = toStartBody(values);
  const plain = toStartBody(startDefaults).config;
  const same = (key: string, value: unknown) =>
    JSON.stringify(value) === JSON.stringify((plain as Record<string, unknown>)[key]);
  const { workingDir, mission, env, ...rest } = full.config;
  return {
    epicId: full.epicId,
    config: {
      workingDir,
      ...(mission !== null && { mission }),
      ...Object.fromEntries(Object.entries(rest).filter(([key, value]) => !same(key, value))),
      ...(env && { env: Object.fromEntries(Object.keys(env).map((name) => [name, "…"])) }),
    },
  };
}

/** What command and prompt depend on: a mistake elsewhere hides neither. */
export function toPreviewBody({ epicId, config }: StartBodyInput): StartBodyInput {
  const { workingDir, mission, prompt, references, profile, model, reasoning, approval, sandbox, thread } = config;
  return {
    epicId,
    config: {
      workingDir,
      profile,
      model,
      reasoning,
      approval,
      sandbox,
      thread,
      mission,
      prompt,
      ...(references && { references }),
    },
  };
}

/** The same place: what is said about a stop file there concerns it. */
export function isSamePlace(one: StartBodyInput, other: StartBodyInput): boolean {
  return one.epicId === other.epicId && one.config.workingDir === other.config.workingDir;
}

/** Which of the profile's own values this run replaces. */
export function isChanged(values: StartValues, key: TextKey): boolean {
  return values[key].trim() !== startDefaults[key];
}
