/** Where the folder picker stands, each step a way back. */
import { Fragment } from "react";
import { ChevronRight } from "#components/ui/icons.tsx";
import { toTrail } from "./folderTrail.ts";

export function FolderTrail({
  path,
  roots,
  onGo,
}: {
  path: string | null;
  roots: string[];
  onGo: (path: string | null) => void;
}) {
  const steps = toTrail(path, roots);
  return (
    <nav
      aria-label="Way to this folder"
      className="flex min-h-9 flex-wrap items-center gap-y-0.5 border-b border-line-faint px-1.5 py-1 text-xs"
    >
      {steps.map((step, index) => (
        <Fragment key={step.path ?? ""}>
          {index > 0 ? <ChevronRight size={12} strokeWidth={1.5} aria-hidden className="text-ink-4" /> : null}
          <button
            type="button"
            aria-current={index === steps.length - 1 ? "location" : undefined}
            onClick={() => onGo(step.path)}
            className="max-w-48 min-w-0 truncate rounded-sm px-1.5 py-1 text-ink-3 hover:bg-hover hover:text-ink aria-[current]:font-medium aria-[current]:text-ink touch:min-h-11"
          >
            <bdi>{step.name}</bdi>
          </button>
        </Fragment>
      ))}
    </nav>
  );
}
