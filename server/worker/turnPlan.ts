/** Everything a turn needs before its child starts: the workspace, the harness folder, the prompt and the harness. */
import { createHash, randomUUID } from "node:crypto";
import { CodiError } from "#server/domain/runErrors.ts";
import type { RunFailure } from "#server/domain/run.ts";
import type { RunConfig } from "#server/domain/runConfig.ts";
import { env } from "#server/env.ts";
import { logger } from "#server/logger.ts";
import { type AssembledPrompt, assemblePrompt } from "#server/project/assemblePrompt.ts";
import { type HarnessFolder, makeHarness } from "#server/project/harnessFolder.ts";
import { readPromptFiles } from "#server/project/promptFiles.ts";
import { PromptTooLargeError } from "#server/project/promptTooLargeError.ts";
import { clearStopFile, isStopFilePresent, stopFilePath } from "#server/project/stopFile.ts";
import { allowedRoots, resolveWorkspace } from "#server/project/workspaceRoots.ts";
import { isPostgresAway } from "#server/store/records/database.ts";
import { findProfile, type Profile } from "#server/store/records/profileTable.ts";
import { findRunEnv } from "#server/store/records/runEnvTable.ts";
import type { RunRow } from "#server/store/records/runSnapshot.ts";
import type { TokenUsage } from "#server/domain/run.ts";
import type { TurnPlan } from "./harness.ts";
import { withoutSecrets, withoutValues } from "./turnSecrets.ts";

export type PlannedTurn = {
  plan: TurnPlan;
  try: number;
  profile: Profile;
  folder: HarnessFolder;
  prompt: AssembledPrompt & { sha256: string };
};

/** The run cannot go on as it is: there is no turn to fail. */
export class CannotPlanTurnError extends Error {
  readonly failure: RunFailure;
  constructor(failure: RunFailure) {
    super(failure.message);
    this.name = "CannotPlanTurnError";
    this.failure = failure;
  }
}

const refuse = (message: string) => new CannotPlanTurnError({ code: "workspace_error", message, retryable: false });

async function place(run: RunRow, config: RunConfig): Promise<{ workingDir: string; folder: HarnessFolder }> {
  const roots = allowedRoots();
  const workingDir = await resolveWorkspace(config.workingDir, roots);
  const folder = await makeHarness(workingDir, { epicId: run.epicId, roots });
  const isFirst = run.currentTurn === 0;
  if (isFirst && config.clearStopFile) await clearStopFile(folder.epic);
  if (isFirst && (await isStopFilePresent(folder.epic)))
    throw refuse(`The stop file ${stopFilePath(folder.epic)} is present.`);
  return { workingDir, folder };
}

type Words = { run: RunRow; config: RunConfig; profile: Profile; folder: HarnessFolder };

/** A person's words lose the values of environments; the agent's own logs lose all that its output loses. */
async function promptOf({ run, config, profile, folder }: Words): Promise<PlannedTurn["prompt"]> {
  const files = await readPromptFiles({ ...folder, references: config.references, roots: allowedRoots() });
  const { codysLog, decisionLog } = files;
  const prompt = assemblePrompt({
    prompt: config.prompt,
    mission: config.mission,
    files: { ...files, ...withoutSecrets({ config, profile })({ codysLog, decisionLog }) },
    messages: [],
    epicId: run.epicId,
    harness: folder.harness,
    epic: folder.epic,
  });
  const text = withoutValues({ config, profile })(prompt.text);
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { ...prompt, text, bytes: Buffer.byteLength(text), sha256 };
}

export async function planTurn(run: RunRow): Promise<PlannedTurn> {
  try {
    const config = { ...(run.config as unknown as RunConfig), env: await findRunEnv(run.id) };
    const { workingDir, folder } = await place(run, config);
    const profile = await findProfile(run.profileName);
    if (!profile) throw refuse(`The profile ${run.profileName} does not exist any more.`);
    const prompt = await promptOf({ run, config, profile, folder });
    const goesOn = run.resumeThreadId ?? (config.thread === "resume" ? run.threadId : null);
    return {
      plan: {
        runId: run.id,
        turn: run.turnOpen ? run.currentTurn : run.currentTurn + 1,
        turnId: randomUUID(),
        config: { ...config, model: config.model ?? profile.model, reasoning: config.reasoning ?? profile.reasoning },
        profile,
        prompt: prompt.text,
        workingDir,
        harnessFolder: folder.harness,
        epicFolder: folder.epic,
        addDirs: folder.outside ? [folder.harness] : [],
        threadId: goesOn,
        threadTotals: goesOn && goesOn === run.threadId ? (run.threadTotals as unknown as TokenUsage | null) : null,
        dataDir: env().CODI_DATA_DIR,
        codexBin: env().CODI_CODEX_BIN ?? null,
      },
      try: run.turnOpen ? run.currentTry + 1 : 1,
      profile,
      folder,
      prompt,
    };
  } catch (error) {
    if (error instanceof PromptTooLargeError)
      throw new CannotPlanTurnError({ code: "prompt_too_large", message: error.message, retryable: false });
    if (error instanceof CannotPlanTurnError || isPostgresAway(error)) throw error;
    if (!(error instanceof CodiError)) logger.error({ err: error, runId: run.id }, "a turn could not be planned");
    // Thrown on, it would meet whoever takes the run next, and the next: the run would never end.
    throw refuse(error instanceof Error ? error.message : String(error));
  }
}
