/** The list when its filters leave nothing: which they are, each with a way out. */
import { Button } from "#components/ui/Button.tsx";
import { formatCount } from "#components/ui/format.ts";
import { ListFilter } from "#components/ui/icons.tsx";
import { FilterChips } from "./FilterChips.tsx";
import type { FilterChoices } from "./FilterMenu.tsx";
import { narrowedFields } from "./filterFields.tsx";
import type { RunFilters } from "./useRunFilters.ts";

const numbers = ["no", "this", "these two", "these three", "these four", "these five", "these six", "these seven"];

export function NoMatch({
  filters,
  choices,
  total,
}: {
  filters: RunFilters;
  choices: FilterChoices;
  /** Of all runs; null: not known. */
  total: number | null;
}) {
  const count = narrowedFields(filters.params).length + (filters.params.q.trim() ? 1 : 0);
  return (
    <section className="grid justify-items-center gap-3 px-4 py-14 text-center card:py-20">
      <span
        aria-hidden
        className="inline-flex size-10 items-center justify-center rounded-[10px] text-ink-3 inset-ring inset-ring-line"
      >
        <ListFilter size={16} strokeWidth={1.5} />
      </span>
      <h2 className="text-lg font-semibold tracking-[-0.014em]">
        No run matches {count === 0 ? "here" : `${numbers[count] ?? "these"} ${count === 1 ? "filter" : "filters"}`}
      </h2>
      <p className="text-ink-2">
        {total === null
          ? "Other runs are hidden by the filters."
          : `${formatCount(total)} ${total === 1 ? "run is" : "runs are"} hidden by ${count === 1 ? "it" : "them"}.`}
      </p>
      <div className="flex max-w-full flex-wrap justify-center gap-1.5">
        <FilterChips filters={filters} choices={choices} whole />
      </div>
      <Button onClick={filters.clear} className="max-card:h-11 touch:h-11">
        Clear the filters
      </Button>
    </section>
  );
}
