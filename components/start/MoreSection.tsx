/** What most runs leave alone; folded until something in it is filled or refused. */
"use client";

import { useState } from "react";
import { ChipField } from "./ChipField.tsx";
import { EnvRows } from "./EnvRows.tsx";
import { AreaField, SegmentField, TextField } from "./FormFields.tsx";
import { FormSection } from "./FormSection.tsx";
import { StopTime } from "./StopInputs.tsx";
import { Field } from "#components/ui/Field.tsx";
import { CHECK_STOPS } from "./startChoices.ts";
import { startDefaults, type StartValues } from "./startValues.ts";
import { unfoldFor, type Fold } from "./unfoldFor.ts";
import type { StartForm } from "./useStartForm.ts";

const INSIDE = ["checkSec", "checkStop", "priority", "references", "watch", "unwatched", "env", "prompt"] as const;

export function MoreSection({ form }: { form: StartForm }) {
  const [before, setFold] = useState<Fold>({ open: false, seen: [] });
  const fold = unfoldFor(before, toSee(form));
  if (fold !== before) setFold(fold);
  return (
    <FormSection title="More">
      <details
        open={fold.open}
        onToggle={({ currentTarget: { open } }) => setFold((now) => (now.open === open ? now : { ...now, open }))}
      >
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

/** What nobody should overlook: that something stands here, and each error. */
function toSee({ values, errors }: StartForm): string[] {
  const differs = (key: keyof StartValues) => JSON.stringify(values[key]) !== JSON.stringify(startDefaults[key]);
  const wrong = INSIDE.flatMap((key) => (errors[key] === undefined ? [] : `${key}: ${errors[key]}`));
  return INSIDE.some(differs) ? ["filled", ...wrong] : wrong;
}
