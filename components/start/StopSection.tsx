/** When the run ends by itself: conditions that are in force, and those that are not there yet, with the reason. */
"use client";

import { formatDuration } from "#components/ui/format.ts";
import { FormSection } from "./FormSection.tsx";
import { StopNumber, StopText, StopTime } from "./StopInputs.tsx";
import { StopRow } from "./StopRow.tsx";
import type { StartSource } from "./startSource.ts";
import type { StopKey } from "./startValues.ts";
import type { StartForm } from "./useStartForm.ts";

export function StopSection({ form, source }: { form: StartForm; source: StartSource | null }) {
  const { values, errors, set } = form;
  const row = (key: StopKey) => ({
    on: values.on[key],
    onToggle: (on: boolean) => set({ on: { ...values.on, [key]: on } }),
    noteId: `${key}-note`,
  });
  const input = (key: StopKey) => ({
    value: values[key],
    off: !values.on[key],
    invalid: errors[key] !== undefined,
    describedBy: `${key}-note`,
    onChange: (value: string) => set({ [key]: value, on: { ...values.on, [key]: true } }),
  });
  const scanError = errors.scanTailLines;
  return (
    <FormSection
      title="Stop when"
      hint="The first one hit after a turn ends the run, and so does the agent's own stop file. A time limit parks it and asks."
    >
      <ul className="divide-y divide-line-faint rounded-lg border border-line bg-raised">
        <StopRow
          {...row("check")}
          label="Check passes"
          error={errors.check}
          hint={
            <>
              makes it <b className="font-medium text-positive">verified</b>
            </>
          }
        >
          <StopText {...input("check")} label="Command of the check" placeholder="npm test" />
        </StopRow>
        <StopRow {...row("pattern")} label="Log says" error={errors.pattern ?? scanError} hint={null}>
          <StopText {...input("pattern")} label="Pattern in codys-log.md" placeholder="DONE" />
          <StopNumber
            {...input("pattern")}
            before="in the last"
            unit="lines"
            label="Lines at the end of the log"
            value={values.scanTailLines}
            invalid={scanError !== undefined}
            onChange={(scanTailLines) => set({ scanTailLines })}
          />
        </StopRow>
        <StopRow {...row("maxTurns")} label="Turns reach" error={errors.maxTurns} hint={toTurnsHint(form, source)}>
          <StopNumber {...input("maxTurns")} label="Number of turns" unit="turns" />
        </StopRow>
        <StopRow {...row("wallSec")} label="Time reaches" error={errors.wallSec} hint="parks the run and asks">
          <StopTime {...input("wallSec")} label="Time of the run" />
        </StopRow>
        <StopRow {...row("turnSec")} label="One turn takes" error={errors.turnSec} hint="the turn fails">
          <StopTime {...input("turnSec")} label="Time of one turn" />
        </StopRow>
        <StopRow
          label="Tokens reach"
          on={false}
          noteId="tokens-note"
          hint="Not available yet: tokens are counted, not limited."
        />
        <StopRow
          label="No progress for"
          on={false}
          noteId="progress-note"
          hint="Not available yet: turns without progress are not noticed."
        />
      </ul>
    </FormSection>
  );
}

function toTurnsHint({ values }: StartForm, source: StartSource | null): string {
  if (!values.on.maxTurns) return "no limit of turns";
  const turns = Number(values.maxTurns);
  if (!source?.turnMs || !(turns > 0)) return "";
  return `about ${formatDuration(source.turnMs * turns)} at the pace of ${source.number}`;
}
