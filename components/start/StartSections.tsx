/** The fields of the start form, in the order in which people think of them. */
"use client";

import { APPROVALS, SANDBOXES } from "./startChoices.ts";
import { EnvRows } from "./EnvRows.tsx";
import { AreaField, SelectField, TextField, type StartForm } from "./FormFields.tsx";
import { FormSection } from "./FormSection.tsx";
import { toEpicId, toOuterRoots } from "./startValues.ts";

export type ProfileChoice = { name: string; harness: "codex" | "command"; model: string | null; scripted: boolean };

const two = "grid gap-4 card:grid-cols-2";
const three = "grid gap-4 card:grid-cols-3";

const efforts = [
  { value: "", label: "Codex's default" },
  ...["minimal", "low", "medium", "high", "xhigh"].map((value) => ({ value, label: value })),
];
const threads = [
  { value: "fresh", label: "Fresh each turn" },
  { value: "resume", label: "Goes on" },
];

export function StartSections({
  form,
  profiles,
  roots,
}: {
  form: StartForm;
  profiles: ProfileChoice[];
  roots: string[];
}) {
  const profile = profiles.find((one) => one.name === form.values.profile);
  return (
    <>
      <FormSection title="Mission" hint="What should be true in the end. Its first line becomes the name.">
        <AreaField
          form={form}
          name="mission"
          label={<span className="sr-only">Mission</span>}
          hint="The draft is kept in this browser. ⌘↵ or Ctrl ↵ starts."
          rows={8}
          placeholder="Make the checkout tests pass fifty times in a row…"
        />
      </FormSection>
      <FormSection title="Where">
        <TextField
          form={form}
          name="workingDir"
          label="Working folder"
          mono
          hint={roots.length > 0 ? `An existing folder below ${toOuterRoots(roots).join(" or ")}` : undefined}
          placeholder="/srv/my-project"
        />
        <div className={three}>
          <TextField
            form={form}
            name="epicId"
            label="Epic"
            mono
            placeholder={toEpicId(form.values.mission)}
            hint="Names the folder of its logs"
          />
          <TextField form={form} name="project" label="Project" placeholder="from the folder" />
          <TextField form={form} name="name" label="Name" placeholder="from the mission" />
        </div>
      </FormSection>
      <FormSection title="Codex" hint="From the profile. What you change here counts for this run only.">
        <div className={three}>
          <SelectField
            form={form}
            name="profile"
            label="Profile"
            hint={
              profile?.scripted
                ? "The model is scripted"
                : profile?.harness === "command"
                  ? "Runs a command, not Codex"
                  : undefined
            }
            options={profiles.map((one) => ({ value: one.name, label: one.name }))}
          />
          <TextField form={form} name="model" label="Model" placeholder={profile?.model ?? "Codex's default"} />
          <SelectField form={form} name="reasoning" label="Effort" options={efforts} />
          <SelectField form={form} name="sandbox" label="Sandbox" options={SANDBOXES} />
          <SelectField form={form} name="approval" label="Approval" options={APPROVALS} />
          <SelectField form={form} name="thread" label="Thread" options={threads} />
        </div>
      </FormSection>
      <FormSection
        title="Stop when"
        hint="The first one hit after a turn ends the run. So does the agent's own stop file."
      >
        <TextField
          form={form}
          name="check"
          label="Check passes"
          mono
          hint="Run after each turn in the working folder; exit 0 makes the run verified."
          placeholder="npm test"
        />
        <div className={three}>
          <TextField form={form} name="maxTurns" label="Turns reach" number unit="turns" hint="Empty: no limit" />
          <TextField form={form} name="wallSec" label="Time is up" number unit="seconds" hint="Empty: no limit" />
          <TextField
            form={form}
            name="pattern"
            label="Log says"
            mono
            placeholder="DONE"
            hint="A pattern in codys-log.md"
          />
        </div>
      </FormSection>
      <FormSection title="More">
        <details open={hasMore(form)} className="group">
          <summary className="w-fit rounded-md text-ink-2 hover:text-ink">
            Pace, labels, environment, own prompt
          </summary>
          <div className="mt-4 grid gap-4">
            <div className={two}>
              <TextField form={form} name="loopDelaySec" label="Pause between turns" number unit="seconds" />
              <TextField
                form={form}
                name="turnSec"
                label="A turn takes at most"
                number
                unit="seconds"
                hint="Empty: no limit"
              />
            </div>
            <TextField
              form={form}
              name="labels"
              label="Labels"
              placeholder="flaky, nightly"
              hint="Separated by commas"
            />
            <EnvRows form={form} />
            <AreaField
              form={form}
              name="prompt"
              label="Own prompt template"
              rows={4}
              mono
              hint="Replaces the epic's, the harness folder's or the built-in template."
            />
          </div>
        </details>
      </FormSection>
    </>
  );
}

/** Folded unless something in it was filled by the address or refused. */
function hasMore({ values, errors }: StartForm): boolean {
  const refused = errors.loopDelaySec ?? errors.turnSec ?? errors.labels ?? errors.env ?? errors.prompt;
  return Boolean(refused ?? (values.labels || values.prompt || values.turnSec || values.env.length > 0));
}
