/** Environment variables of the run; their values never come back from the server, and no browser keeps them. */
"use client";

import { Button } from "#components/ui/Button.tsx";
import { Checkbox } from "#components/ui/Checkbox.tsx";
import { Plus, X } from "#components/ui/icons.tsx";
import { inputLook } from "#components/ui/inputLook.ts";
import type { EnvRow } from "./startValues.ts";
import type { StartForm } from "./useStartForm.ts";

const EMPTY: EnvRow = { name: "", value: "", plain: false, gone: false };

export function EnvRows({ form }: { form: StartForm }) {
  const rows = form.values.env;
  const error = form.errors.env;
  const change = (index: number, part: Partial<EnvRow>) =>
    form.set({ env: rows.map((row, at) => (at === index ? { ...row, ...part } : row)) });
  const look = (mono = true) => `${inputLook({ mono, invalid: error !== undefined })} max-card:h-11`;
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium">Environment</legend>
      {rows.map((row, index) => (
        <div
          key={index}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-2 card:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto_auto]"
        >
          <input
            aria-label={`Name of variable ${index + 1}`}
            aria-describedby="env-note"
            aria-invalid={error !== undefined}
            autoComplete="off"
            spellCheck={false}
            placeholder="NAME"
            value={row.name}
            onChange={(event) => change(index, { name: event.target.value })}
            className={`${look()} max-card:col-span-2`}
          />
          <input
            aria-label={`Value of variable ${index + 1}`}
            type="password"
            autoComplete="new-password"
            placeholder={row.gone ? "type it again" : "value"}
            value={row.value}
            onChange={(event) => change(index, { value: event.target.value })}
            className={`${look()} max-card:col-span-2`}
          />
          <label className="flex items-center gap-1.5 text-xs text-ink-2 max-card:min-h-11">
            <Checkbox
              checked={row.plain}
              aria-label={`Show variable ${index + 1} in output`}
              onChange={(event) => change(index, { plain: event.target.checked })}
            />
            Show in output
          </label>
          <Button
            kind="ghost"
            size="lg"
            square
            aria-label={`Remove variable ${index + 1}`}
            onClick={() => form.set({ env: rows.filter((_, at) => at !== index) })}
            className="max-card:size-11 touch:size-11"
          >
            <X size={15} strokeWidth={1.5} aria-hidden />
          </Button>
        </div>
      ))}
      <div id="env-note">
        {error !== undefined ? (
          <p role="alert" className="text-xs break-words text-danger">
            {error}
          </p>
        ) : (
          <p className="text-xs text-ink-3">
            Values are stored encrypted, never shown again and not kept in the draft. In output they are redacted.
          </p>
        )}
      </div>
      <span>
        <Button size="sm" onClick={() => form.set({ env: [...rows, EMPTY] })} className="max-card:h-11 touch:h-11">
          <Plus size={13} strokeWidth={1.5} aria-hidden /> Add a variable
        </Button>
      </span>
    </fieldset>
  );
}
