/** Hides columns of the table and brings them back. */
"use client";

import { lazy, Suspense, useRef, useState } from "react";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { Columns3 } from "#components/ui/icons.tsx";
import { TABLE_COLUMNS, tableColumns, type TableColumn } from "./tableColumns.ts";

const loadMenu = () => import("./ValueMenu.tsx");
const ValueMenu = lazy(async () => ({ default: (await loadMenu()).ValueMenu }));

const options = TABLE_COLUMNS.map((column) => ({ value: column, label: tableColumns[column] }));

export function ColumnsButton({
  hidden,
  onChange,
}: {
  hidden: readonly TableColumn[];
  onChange: (hidden: TableColumn[]) => void;
}) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const shown = TABLE_COLUMNS.filter((column) => !hidden.includes(column));
  return (
    <span className="relative inline-flex">
      <Button
        ref={button}
        kind="ghost"
        size="sm"
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={() => fetchAhead(loadMenu)}
        onClick={() => openLoaded(loadMenu, () => setOpen(true))}
        className="h-[26px] touch:h-11"
      >
        <Columns3 size={14} strokeWidth={1.5} aria-hidden /> Columns
      </Button>
      {open ? (
        <Suspense>
          <ValueMenu
            label="Columns"
            options={options}
            chosen={shown}
            onToggle={(value) =>
              onChange(TABLE_COLUMNS.filter((column) => (column === value) !== hidden.includes(column)))
            }
            onClose={() => setOpen(false)}
            onFocusBack={() => button.current?.focus()}
          />
        </Suspense>
      ) : null}
    </span>
  );
}
