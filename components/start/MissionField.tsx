/** The mission: a large text, its draft and its length. */
"use client";

import { clsx } from "clsx";
import { Button } from "#components/ui/Button.tsx";
import { useNow, useZone } from "#components/ui/clock.tsx";
import { formatCount, formatDateTime, formatTimeOfDay } from "#components/ui/format.ts";
import { CircleAlert } from "#components/ui/icons.tsx";
import type { StartForm } from "./useStartForm.ts";

const DAY_MS = 86_400_000; // an older draft says its day

export function MissionField({
  form,
  draftAt,
  onClear,
}: {
  form: StartForm;
  draftAt: string | null;
  onClear: () => void;
}) {
  const { values, errors, set } = form;
  const invalid = errors.mission !== undefined;
  const length = [...values.mission].length;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <div
        className={clsx(
          "rounded-lg bg-raised shadow-(--shadow-control) inset-ring has-[textarea:focus-visible]:shadow-[0_0_0_3px_color-mix(in_oklab,var(--focus)_14%,transparent)] has-[textarea:focus-visible]:inset-ring-focus",
          invalid ? "inset-ring-danger" : "inset-ring-line-strong",
        )}
      >
        <textarea
          id="mission"
          name="mission"
          aria-label="Mission"
          aria-describedby="mission-note"
          aria-invalid={invalid}
          placeholder="Make the checkout tests pass fifty times in a row…"
          value={values.mission}
          onChange={(change) => set({ mission: change.target.value })}
          className="scroller block field-sizing-content max-h-[60dvh] min-h-[148px] w-full max-w-full min-w-0 resize-none wrap-anywhere rounded-t-lg bg-transparent px-4 pt-3.5 pb-1.5 text-[15px] leading-6 focus-visible:outline-none"
        />
        <div className="flex min-h-8 items-center gap-2 px-4 pt-1 pb-2 text-xs text-ink-3">
          <DraftTime at={draftAt} />
          {draftAt !== null ? (
            <Button kind="ghost" size="sm" onClick={onClear} className="-my-1 touch:-my-2.5 touch:h-11">
              Clear draft
            </Button>
          ) : null}
          <span className="ml-auto whitespace-nowrap">
            {formatCount(length)} {length === 1 ? "character" : "characters"}
          </span>
        </div>
      </div>
      <div id="mission-note" className="empty:hidden">
        {invalid ? (
          <p role="alert" className="flex items-start gap-1.5 text-xs text-danger">
            <CircleAlert size={14} strokeWidth={1.5} className="mt-px shrink-0" aria-hidden />
            {errors.mission}
          </p>
        ) : null}
      </div>
    </div>
  );
}

function DraftTime({ at }: { at: string | null }) {
  const now = useNow();
  const zone = useZone();
  if (at === null) return <span>The draft is kept in this browser</span>;
  const time = now - Date.parse(at) < DAY_MS ? formatTimeOfDay(at, zone).slice(0, 5) : formatDateTime(at, zone);
  return (
    <span className="whitespace-nowrap">
      Draft kept <time dateTime={at}>{time}</time>
    </span>
  );
}
