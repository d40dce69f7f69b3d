/** A line that is an object: its first fields while it is folded, all of it on lines of their own when it is open. */
import { clsx } from "clsx";
import { Fragment, type ReactNode } from "react";
import { ChevronDown, ChevronRight } from "#components/ui/icons.tsx";
import { visibleText } from "#server/domain/visibleText.ts";
import { toJsonFields } from "./shownJson.ts";

export function JsonText(props: {
  object: Record<string, unknown>;
  open: boolean;
  /** The line as it was printed, to be shown in the place of its fields. */
  raw: ReactNode;
  wraps: boolean;
  onToggle: () => void;
}) {
  const { object, open, raw, wraps, onToggle } = props;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      {/* Smaller than a finger: there the line stays as it was printed. */}
      <button
        type="button"
        aria-expanded={open}
        aria-label="All fields of this object"
        onClick={onToggle}
        className="inline-flex h-5 w-4 shrink-0 items-center text-ink-3 select-none hover:text-ink max-card:hidden touch:hidden"
      >
        <Chevron size={12} strokeWidth={1.5} aria-hidden />
      </button>
      <span
        data-text
        className={clsx(
          "min-w-0 [tab-size:4]",
          wraps ? "flex-1 whitespace-pre-wrap wrap-anywhere" : "truncate whitespace-pre",
        )}
      >
        {open ? visibleText(JSON.stringify(object, null, 2)) : (raw ?? <Fields object={object} />)}
      </span>
    </>
  );
}

function Fields({ object }: { object: Record<string, unknown> }) {
  return (
    <span className="text-ink-3">
      {"{ "}
      {toJsonFields(object).map(({ name, value }, index) => (
        <Fragment key={name}>
          {index > 0 ? ", " : null}
          <span className="text-ink">{visibleText(name)}</span>: {visibleText(value)}
        </Fragment>
      ))}
      {" }"}
    </span>
  );
}
