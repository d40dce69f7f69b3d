/** What most runs leave alone; folded unless something in it was filled or refused. */
"use client";

import { ChipField } from "./ChipField.tsx";
import { EnvRows } from "./EnvRows.tsx";
import { AreaField, SegmentField, TextField } from "./FormFields.tsx";
import { FormSection } from "./FormSection.tsx";
import { StopTime } from "./StopInputs.tsx";
import { Field } from "#components/ui/Field.tsx";
import { CHECK_STOPS } from "./startChoices.ts";
import { startDefaults, type StartValues } from "./startValues.ts";
import type { StartForm } from "./useStartForm.ts";

const INSIDE = ["checkSec", "checkStop", "priority", "references", "watch", "unwatched", "env", "prompt"] as const;

export function MoreSection({ form }: { form: StartForm }) {
  return (
    <FormSection title="More">
      <details open={isFilled(form)}>
        <summary className="w-fit rounded-md text-ink-2 hover:text-ink max-card:py-3 touch:py-3">
          Check, documents, watched files, environment, own prompt
        </summary>
        <div className="mt-4 grid gap-4">
          <div className="flex flex-wrap gap-x-6 gap-y-3.5 max-card:flex-col">
            <SegmentField form={form} name="checkStop" label="A passed check" options={CHECK_STOPS} />
            <Field id="checkSec" label="A check takes at most" error={form.errors.checkSec}>
              {({ describedBy, invalid }) => (
                <StopTime
                  id="checkSec"
                  label="A check takes at most"
                  value={form.values.checkSec}
                  off={false}
                  invalid={invalid}
                  describedBy={describedBy}
                  onChange={(checkSec) => form.set({ checkSec })}
                />
              )}
            </Field>
            <TextField form={form} name="priority" label="Priority" number hint="−100 to 100; the highest goes first" />
          </div>
          <ChipField
            form={form}
            name="references"
            label="Reference documents"
            one="document"
            mono
            placeholder="every .md file of the epic folder"
            hint="Names in the epic folder, in the order in which the prompt holds them"
          />
          <div className="grid gap-x-4 gap-y-3.5 card:grid-cols-2">
            <ChipField form={form} name="watch" label="Files that count" one="pattern" mono placeholder="**" />
            <ChipField
              form={form}
              name="unwatched"
              label="Files that do not count"
              one="pattern"
              mono
              placeholder="dist/**"
            />
          </div>
          <EnvRows form={form} />
          <AreaField
            form={form}
            name="prompt"
            label="Own prompt template"
            rows={4}
            hint="Replaces the epic's, the harness folder's or the built-in template."
          />
        </div>
      </details>
    </FormSection>
  );
}

function isFilled({ values, errors }: StartForm): boolean {
  const differs = (key: keyof StartValues) => JSON.stringify(values[key]) !== JSON.stringify(startDefaults[key]);
  return INSIDE.some((key) => errors[key] !== undefined || differs(key));
}
