/** Which Codex a turn is: the profile, and what this run changes of it. */
"use client";

import { TriangleAlert } from "#components/ui/icons.tsx";
import { ChangedBadge, SegmentField, SelectField, TextField } from "./FormFields.tsx";
import { FormSection } from "./FormSection.tsx";
import { APPROVALS, EFFORTS, SANDBOX_SAYS, SANDBOXES, THREAD_SAYS, THREADS } from "./startChoices.ts";
import type { TextKey } from "./startValues.ts";
import type { StartForm } from "./useStartForm.ts";

export type ProfileChoice = {
  name: string;
  harness: "codex" | "command";
  model: string | null;
  scripted: boolean;
  /** Of turns at a time. */
  limit: number | null;
};

export function CodexFields({ form, profiles }: { form: StartForm; profiles: ProfileChoice[] }) {
  const profile = profiles.find((one) => one.name === form.values.profile);
  const badge = (name: TextKey) => <ChangedBadge form={form} name={name} />;
  const label = (text: string, name: TextKey) => (
    <span className="flex items-baseline gap-1.5">
      {text} {badge(name)}
    </span>
  );
  return (
    <FormSection title="Codex" hint="From the profile. What you change here counts for this run only.">
      <div className="grid gap-x-4 gap-y-3.5 card:grid-cols-3">
        <SelectField
          form={form}
          name="profile"
          label="Profile"
          hint={profile ? toProfileHint(profile) : undefined}
          options={profiles.map((one) => ({ value: one.name, label: one.name }))}
        />
        <TextField
          form={form}
          name="model"
          label={label("Model", "model")}
          placeholder={profile?.model ?? "Codex's default"}
          suggestions={[...new Set(profiles.flatMap((one) => one.model ?? []))]}
        />
        <SelectField form={form} name="approval" label={label("Approval", "approval")} options={APPROVALS} />
      </div>
      <SegmentField form={form} name="reasoning" label="Effort" badge={badge("reasoning")} options={EFFORTS} />
      <div className="grid gap-x-4 gap-y-3.5 card:grid-cols-2">
        <SegmentField
          form={form}
          name="sandbox"
          label="Sandbox"
          badge={badge("sandbox")}
          options={SANDBOXES}
          hint={<SandboxHint sandbox={form.values.sandbox} />}
        />
        <SegmentField
          form={form}
          name="thread"
          label="Thread"
          badge={badge("thread")}
          options={THREADS}
          hint={THREAD_SAYS[form.values.thread]}
        />
      </div>
    </FormSection>
  );
}

function toProfileHint(profile: ProfileChoice): string {
  if (profile.scripted) return "The model is scripted; works in the demo's own project only";
  return profile.harness === "command" ? "Runs a command, not Codex" : "Runs Codex";
}

function SandboxHint({ sandbox }: { sandbox: string }) {
  const says = SANDBOX_SAYS[sandbox];
  if (sandbox !== "danger-full-access") return <p>{says}</p>;
  return (
    <p className="flex items-start gap-1.5 text-danger">
      <TriangleAlert size={14} strokeWidth={1.5} aria-hidden className="mt-px shrink-0" />
      {says}
    </p>
  );
}
