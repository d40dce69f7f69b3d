/** Environment variables of the run; their values never come back from the server. */
"use client";

import { Plus, X } from "lucide-react";
import { Button } from "#components/ui/Button.tsx";
import { inputLook } from "#components/ui/inputLook.ts";
import type { StartForm } from "./FormFields.tsx";
import type { EnvRow } from "./startValues.ts";

export function EnvRows({ form }: { form: StartForm }) {
  const rows = form.values.env;
  const change = (index: number, part: Partial<EnvRow>) =>
    form.set(
      "env",
      rows.map((row, at) => (at === index ? { ...row, ...part } : row)),
    );
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium">Environment</legend>
      {rows.map((row, index) => (
        <div key={index} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2">
          <input
            aria-label={`Name of variable ${index + 1}`}
            autoComplete="off"
            spellCheck={false}
            placeholder="NAME"
            value={row.name}
            onChange={(event) => change(index, { name: event.target.value })}
            className={inputLook({ mono: true, invalid: form.errors.env !== undefined })}
          />
          <input
            aria-label={`Value of variable ${index + 1}`}
            type="password"
            autoComplete="new-password"
            placeholder="value"
            value={row.value}
            onChange={(event) => change(index, { value: event.target.value })}
            className={inputLook({ mono: true })}
          />
          <Button
            kind="ghost"
            size="lg"
            square
            aria-label={`Remove variable ${index + 1}`}
            onClick={() =>
              form.set(
                "env",
                rows.filter((_, at) => at !== index),
              )
            }
          >
            <X size={15} strokeWidth={1.5} aria-hidden />
          </Button>
        </div>
      ))}
      {form.errors.env !== undefined ? (
        <p role="alert" className="text-xs break-words text-danger">
          {form.errors.env}
        </p>
      ) : (
        <p className="text-xs text-ink-3">Values are stored encrypted and never shown again.</p>
      )}
      <span>
        <Button size="sm" onClick={() => form.set("env", [...rows, { name: "", value: "" }])} className="touch:h-11">
          <Plus size={13} strokeWidth={1.5} aria-hidden /> Add a variable
        </Button>
      </span>
    </fieldset>
  );
}
