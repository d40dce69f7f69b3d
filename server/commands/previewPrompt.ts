/** The prompt and the exact command that a start body would give its first turn; starts nothing, writes nothing. */
import { codexArguments } from "#server/domain/codexCommand.ts";
import type { PromptPreview } from "#server/domain/promptPreview.ts";
import { givenEnvironment } from "#server/env.ts";
import { assemblePrompt } from "#server/project/assemblePrompt.ts";
import { findHarness } from "#server/project/harnessFolder.ts";
import { readPromptFiles } from "#server/project/promptFiles.ts";
import { isStopFilePresent } from "#server/project/stopFile.ts";
import { allowedRoots, resolveWorkspace } from "#server/project/workspaceRoots.ts";
import { textRedactor } from "#server/redaction/redact.ts";
import { secretValues } from "#server/redaction/secretValues.ts";
import { checkProfile } from "./checkProfile.ts";
import { parseStart } from "./parseStart.ts";

export async function previewPrompt(request: { body: unknown }): Promise<PromptPreview> {
  const { epicId, config } = parseStart(request.body);
  const profile = await checkProfile(config);
  const roots = allowedRoots();
  const workingDir = await resolveWorkspace(config.workingDir, roots);
  const folder = await findHarness(workingDir, { epicId, roots });
  const files = await readPromptFiles({ ...folder, references: config.references, roots });
  const { env: runEnv, plainEnv } = config;
  // A worker elsewhere may know of more; what this process knows of it hides too.
  const secrets = secretValues({ runEnv, plainEnv, profileEnv: profile.env, workerEnv: givenEnvironment() });
  const cleanLog = textRedactor({ secrets });
  const prompt = assemblePrompt({
    ...config,
    files: {
      ...files,
      codysLog: files.codysLog && cleanLog(files.codysLog),
      decisionLog: files.decisionLog && cleanLog(files.decisionLog),
    },
    messages: [],
    epicId,
    harness: folder.harness,
    epic: folder.epic,
  });
  const text = textRedactor({ secrets, patterns: false })(prompt.text);
  const command =
    profile.harness === "command" && profile.command
      ? profile.command
      : [
          "codex",
          ...codexArguments({
            ...config,
            workingDir,
            model: config.model ?? profile.model,
            reasoning: config.reasoning ?? profile.reasoning,
            addDirs: folder.outside ? [folder.harness] : [],
            threadId: null,
          }),
        ];
  return {
    prompt: text,
    bytes: Buffer.byteLength(text),
    parts: prompt.parts,
    command,
    epicFolder: folder.epic,
    stopFilePresent: await isStopFilePresent(folder.epic),
  };
}
