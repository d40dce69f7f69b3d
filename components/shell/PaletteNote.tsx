/** What there is to say about the runs below the rows: being looked for, none found, the server away. */
import { Button } from "#components/ui/Button.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { CircleAlert } from "#components/ui/icons.tsx";

export type RunsNote = {
  items: readonly unknown[];
  state: "searching" | "found" | "away";
  cause: string;
  onRetry: () => void;
};

export function PaletteNote({ runs, query, others }: { runs: RunsNote; query: string; others: boolean }) {
  const { state, items } = runs;
  if (state === "away")
    return (
      <div
        role="alert"
        className="flex shrink-0 items-center gap-2 border-t border-line px-3.5 py-2 text-xs max-card:py-1"
      >
        <CircleAlert size={14} strokeWidth={1.5} aria-hidden className="shrink-0 text-danger" />
        <span className="min-w-0 flex-1">
          Runs could not be searched. <span className="text-ink-3">{runs.cause}</span>
        </span>
        <Button size="sm" onClick={runs.onRetry} className="max-card:h-11 touch:h-11">
          Try again
        </Button>
      </div>
    );
  const typed = query.trim() !== "";
  const nothing = typed && state === "found" && items.length === 0;
  return (
    <>
      <p role="status" className="sr-only">
        {state === "searching" ? "" : nothing ? "No run found" : `${formatPlural(items.length, "run")} found`}
      </p>
      {nothing || (state === "searching" && items.length === 0) ? (
        <div className={others ? "border-t border-line px-3.5 py-2 text-xs" : "px-3.5 pt-6 pb-9 text-center"}>
          {nothing ? (
            <>
              <b className="font-medium">{others ? "No run is called that." : "Nothing is called that."}</b>{" "}
              <span className="text-ink-3">
                Runs are found by name, first line of the mission, epic, project or number.
              </span>
            </>
          ) : (
            <span className="text-ink-3">Looking for runs…</span>
          )}
        </div>
      ) : null}
    </>
  );
}
