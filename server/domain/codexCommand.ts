/** A run's config as the argv of one Codex turn; pure, so the start form shows exactly what the worker executes. */
import type { RunConfig } from "./runConfig.ts";

export type CodexCommandInput = Pick<RunConfig, "workingDir" | "model" | "reasoning" | "approval" | "sandbox"> & {
  /** Folders outside the workspace that the agent may write: the harness folder. */
  addDirs: string[];
  /** The thread to go on with, or null for a fresh one. */
  threadId: string | null;
};

/** Flags stand before `resume` (Codex ignores some of them behind it); `-` reads the prompt from stdin. */
export function codexArguments(input: CodexCommandInput): string[] {
  return [
    "exec",
    "--json",
    "--skip-git-repo-check",
    ...(input.model ? ["--model", input.model] : []),
    ...(input.reasoning ? ["-c", `model_reasoning_effort=${JSON.stringify(input.reasoning)}`] : []),
    "-c",
    `approval_policy=${JSON.stringify(input.approval)}`,
    "--sandbox",
    input.sandbox,
    "-C",
    input.workingDir,
    ...input.addDirs.flatMap((folder) => ["--add-dir", folder]),
    ...(input.threadId ? ["resume", input.threadId] : []),
    "-",
  ];
}
