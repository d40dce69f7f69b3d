/** The working folder: typed, or chosen from what is allowed. */
"use client";

import { lazy, Suspense, useRef } from "react";
import { fetchAhead, openLoaded } from "#components/shell/openLoaded.ts";
import { Button } from "#components/ui/Button.tsx";
import { Field } from "#components/ui/Field.tsx";
import { Folder, FolderSearch } from "#components/ui/icons.tsx";
import { inputLook } from "#components/ui/inputLook.ts";
import { toOuterRoots } from "./startValues.ts";
import type { FolderBrowser } from "./useFolderBrowser.ts";
import type { StartForm } from "./useStartForm.ts";

export const loadPicker = () => import("./FolderPicker.tsx");
const FolderPicker = lazy(async () => ({ default: (await loadPicker()).FolderPicker }));

export function FolderField({ form, roots, browser }: { form: StartForm; roots: string[]; browser: FolderBrowser }) {
  const button = useRef<HTMLButtonElement>(null);
  const outer = toOuterRoots(roots);
  const typed = form.values.workingDir.trim();
  const isAllowed = outer.some((root) => typed === root || typed.startsWith(root.endsWith("/") ? root : `${root}/`));
  return (
    <Field
      id="workingDir"
      label="Working folder"
      error={form.errors.workingDir}
      hint={outer.length > 0 ? `An existing folder below ${outer.join(" or ")}` : undefined}
    >
      {({ id, describedBy, invalid }) => (
        <span className="relative flex min-w-0 gap-2">
          <span className="relative min-w-0 flex-1">
            <Folder
              size={14}
              strokeWidth={1.5}
              aria-hidden
              className="pointer-events-none absolute top-1/2 left-2.5 z-1 -translate-y-1/2 text-ink-3"
            />
            <input
              id={id}
              name={id}
              autoComplete="off"
              spellCheck={false}
              aria-describedby={describedBy}
              aria-invalid={invalid}
              placeholder="/srv/my-project"
              value={form.values.workingDir}
              onChange={(change) => form.set({ workingDir: change.target.value })}
              className={`${inputLook({ invalid, mono: true })} pl-8 max-card:h-11`}
            />
          </span>
          <Button
            ref={button}
            aria-haspopup="dialog"
            aria-expanded={browser.open}
            onPointerEnter={() => fetchAhead(loadPicker)}
            onFocus={() => fetchAhead(loadPicker)}
            onClick={() => openLoaded(loadPicker, () => browser.go(isAllowed ? typed : null))}
            className="h-8 max-card:h-11 touch:h-11"
          >
            <FolderSearch size={15} strokeWidth={1.5} aria-hidden /> Choose…
          </Button>
          {browser.open ? (
            <Suspense>
              <FolderPicker
                browser={browser}
                roots={outer}
                onUse={(path) => form.set({ workingDir: path })}
                onFocusBack={() => button.current?.focus()}
              />
            </Suspense>
          ) : null}
        </span>
      )}
    </Field>
  );
}
