/** How fast the run goes, and what it does when a turn goes wrong. */
"use client";

import { ChipField } from "./ChipField.tsx";
import { SegmentField, TextField } from "./FormFields.tsx";
import { FormSection } from "./FormSection.tsx";
import { AFTER_FAILURE } from "./startChoices.ts";
import type { StartForm } from "./useStartForm.ts";

export function PaceSection({ form }: { form: StartForm }) {
  return (
    <FormSection title="Pace">
      <div className="grid gap-x-4 gap-y-3.5 card:grid-cols-2">
        <TextField form={form} name="loopDelaySec" label="Between turns" number unit="seconds" />
        <SegmentField
          form={form}
          name="onTurnFailure"
          label="When a turn fails"
          options={AFTER_FAILURE}
          hint="So also at the usage limit: waiting for its reset is not available yet."
        />
      </div>
      <ChipField form={form} name="labels" label="Labels" one="label" placeholder="flaky, nightly" commas />
    </FormSection>
  );
}
