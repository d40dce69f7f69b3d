/** What stands in the way of the start, and the start itself; always in sight. */
"use client";

import { KeyHint } from "#components/shell/KeyHint.tsx";
import { Banner } from "#components/ui/Banner.tsx";
import { Button } from "#components/ui/Button.tsx";
import { CircleAlert, FileX, Play } from "#components/ui/icons.tsx";

export function StartFooter({
  wrong,
  said,
  stopFile,
  starting,
  onShowFirst,
  onClearStopFile,
}: {
  /** How many fields need a look. */
  wrong: number;
  /** What went wrong beside the fields. */
  said: string | null;
  stopFile: boolean;
  starting: boolean;
  onShowFirst: () => void;
  onClearStopFile: () => void;
}) {
  return (
    <div className="sticky bottom-0 z-10 order-3 grid gap-2 border-t border-line bg-surface px-4 pt-3 pb-[max(12px,env(safe-area-inset-bottom))] card:px-6 rail:static rail:col-start-1 rail:row-start-2">
      {stopFile ? (
        <Banner
          tone="warning"
          role="alert"
          icon={<FileX size={16} strokeWidth={1.5} aria-hidden />}
          actions={
            <Button onClick={onClearStopFile} className="max-card:h-11 touch:h-11">
              Remove the stop file and start
            </Button>
          }
        >
          <b>A stop file is there.</b> An earlier run of this epic left it; with it the run would end after one turn.
        </Banner>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div
          role="status"
          className="grid min-w-0 flex-1 justify-items-start gap-1 text-xs text-danger max-card:basis-full max-card:empty:absolute card:min-h-8 card:content-center"
        >
          {said !== null ? (
            <p className="flex items-start gap-2">
              <CircleAlert size={14} strokeWidth={1.5} className="mt-px shrink-0" aria-hidden />
              <span className="min-w-0 break-words">{said}</span>
            </p>
          ) : null}
          {wrong > 0 ? (
            <button
              type="button"
              onClick={onShowFirst}
              className="flex items-center gap-2 rounded-sm text-left hover:underline max-card:min-h-11 touch:min-h-11"
            >
              <CircleAlert size={14} strokeWidth={1.5} className="shrink-0" aria-hidden />
              <span>
                <b className="font-medium">{wrong === 1 ? "1 field" : `${wrong} fields`}</b>{" "}
                {wrong === 1 ? "needs" : "need"} a look before this can start
              </span>
            </button>
          ) : null}
        </div>
        <Button
          type="submit"
          kind="primary"
          size="lg"
          disabled={starting}
          className="max-card:h-11 max-card:w-full touch:h-11"
        >
          <Play size={15} strokeWidth={1.5} aria-hidden /> {starting ? "Starting…" : "Start the run"}
          <span aria-hidden className="-mr-1.5 ml-0.5 inline-flex gap-[3px] touch:hidden">
            <KeyHint stroke="mod+enter" bright />
          </span>
        </Button>
      </div>
    </div>
  );
}
