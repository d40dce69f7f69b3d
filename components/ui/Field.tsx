/** One labelled input: label above, hint below, the error in words that say how to fix it. */
import type { ReactNode } from "react";
import { CircleAlert } from "./icons.tsx";

export type FieldIds = { id: string; describedBy: string; invalid: boolean };

export function Field({
  id,
  label,
  hint,
  error,
  children,
}: {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  children: (ids: FieldIds) => ReactNode;
}) {
  const noteId = `${id}-note`;
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, describedBy: noteId, invalid: error !== undefined })}
      <div id={noteId} className="grid min-w-0 gap-1 empty:hidden">
        {error !== undefined ? (
          <p role="alert" className="flex items-start gap-1.5 text-xs text-danger">
            <CircleAlert size={14} strokeWidth={1.5} className="mt-px shrink-0" aria-hidden />
            <span className="min-w-0 break-words">{error}</span>
          </p>
        ) : null}
        {hint ? <p className="text-xs break-words text-ink-3">{hint}</p> : null}
      </div>
    </div>
  );
}
