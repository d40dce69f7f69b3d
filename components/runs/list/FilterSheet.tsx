/** All filters of a phone in one sheet; loaded when first opened. */
"use client";

import { Button } from "#components/ui/Button.tsx";
import { Checkbox } from "#components/ui/Checkbox.tsx";
import { Dialog } from "#components/ui/Dialog.tsx";
import { inputLook } from "#components/ui/inputLook.ts";
import { FILTER_FIELDS, filterFields, toOptions, valuesOf } from "./filterFields.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";

export function FilterSheet({
  choices: { params, known, onToggle },
  q,
  onSearch,
  onClear,
  onClose,
}: {
  choices: FilterChoices;
  q: string;
  onSearch: (q: string) => void;
  onClear: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog
      title="Filter"
      onClose={onClose}
      footer={
        <div className="flex w-full gap-2">
          <Button className="h-11 flex-1" onClick={onClear}>
            Clear
          </Button>
          <Button kind="primary" className="h-11 flex-1" onClick={onClose}>
            Show the runs
          </Button>
        </div>
      }
    >
      <div className="grid gap-4">
        <label className="grid gap-1.5">
          <span className="font-medium">Text</span>
          <input
            type="search"
            value={q}
            maxLength={200}
            placeholder="Name, mission, project or number"
            onChange={(change) => onSearch(change.target.value)}
            className={inputLook()}
          />
        </label>
        {FILTER_FIELDS.map((field) => {
          const chosen = valuesOf(params, field);
          const options = toOptions(field, chosen, known);
          if (options.length === 0) return null;
          return (
            <fieldset key={field} className="min-w-0">
              <legend className="font-medium">{filterFields[field].label}</legend>
              <div className="grid grid-cols-2 gap-x-4">
                {options.map((option) => (
                  <label key={option.value} className="flex h-11 min-w-0 items-center gap-2.5">
                    <Checkbox checked={chosen.includes(option.value)} onChange={() => onToggle(field, option.value)} />
                    {option.icon}
                    <bdi className="min-w-0 truncate">{option.label}</bdi>
                  </label>
                ))}
              </div>
            </fieldset>
          );
        })}
      </div>
    </Dialog>
  );
}
