/** The argv of each turn as far as the form alone knows it: the check beside it has the last word. */
import { codexArguments } from "#server/domain/codexCommand.ts";
import type { StartValues } from "./startValues.ts";

type ProfileFacts = { harness: "codex" | "command"; model: string | null };

/** null for a profile with a command of its own: only the server knows it. */
export function toTurnCommand(values: StartValues, profile: ProfileFacts | undefined): string[] | null {
  if (profile?.harness !== "codex") return null;
  const config = {
    workingDir: values.workingDir.trim() || "…",
    model: values.model.trim() || profile.model,
    reasoning: values.reasoning.trim() || null,
    approval: values.approval,
    sandbox: values.sandbox,
  } as Pick<Parameters<typeof codexArguments>[0], "workingDir" | "model" | "reasoning" | "approval" | "sandbox">;
  return ["codex", ...codexArguments({ ...config, addDirs: [], threadId: null })];
}
