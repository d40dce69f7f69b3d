/** The choices of the start form in words; the values are the contract's. */
import type { StartBodyInput } from "#server/domain/runConfig.ts";

type Choice<Key extends "sandbox" | "approval" | "thread" | "onTurnFailure"> = {
  value: NonNullable<StartBodyInput["config"][Key]>;
  label: string;
};

export const SANDBOXES = [
  { value: "read-only", label: "Read only" },
  { value: "workspace-write", label: "Workspace" },
  { value: "danger-full-access", label: "Full access" },
] as const satisfies Choice<"sandbox">[];

/** What each lets a command do. */
export const SANDBOX_SAYS: Record<string, string> = {
  "read-only": "Commands may read, and change nothing.",
  "workspace-write": "Commands write in the working folder only.",
  "danger-full-access": "No sandbox: commands act as you, anywhere.",
};

export const APPROVALS = [
  { value: "never", label: "Never ask" },
  { value: "on-request", label: "On request" },
  { value: "on-failure", label: "On failure" },
  { value: "untrusted", label: "Untrusted commands" },
] as const satisfies Choice<"approval">[];

export const THREADS = [
  { value: "fresh", label: "Fresh each turn" },
  { value: "resume", label: "One goes on" },
] as const satisfies Choice<"thread">[];

export const THREAD_SAYS: Record<string, string> = {
  fresh: "Each turn knows what the files say.",
  resume: "Each turn remembers the ones before.",
};

export const EFFORTS = [
  { value: "", label: "Default" },
  { value: "minimal", label: "Minimal" },
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
  { value: "xhigh", label: "Extra high" },
] as const;

export const AFTER_FAILURE = [
  { value: "fail", label: "End the run" },
  { value: "continue", label: "Go on" },
] as const satisfies Choice<"onTurnFailure">[];

export const CHECK_STOPS = [
  { value: "true", label: "Ends the run" },
  { value: "false", label: "Only verifies" },
] as const;
