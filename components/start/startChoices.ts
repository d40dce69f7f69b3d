/** The choices of the start form in words; the values are the contract's. */
import type { StartBodyInput } from "#server/domain/runConfig.ts";

type Choice<Key extends "sandbox" | "approval"> = {
  value: NonNullable<StartBodyInput["config"][Key]>;
  label: string;
};

export const SANDBOXES = [
  { value: "workspace-write", label: "Write in the workspace" },
  { value: "read-only", label: "Read only" },
  { value: "danger-full-access", label: "Full access" },
] as const satisfies Choice<"sandbox">[];

export const APPROVALS = [
  { value: "never", label: "Never ask" },
  { value: "on-request", label: "On request" },
  { value: "on-failure", label: "On failure" },
  { value: "untrusted", label: "Untrusted commands" },
] as const satisfies Choice<"approval">[];
