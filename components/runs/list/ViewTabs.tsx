/** The views of the list with how many runs each holds. */
import type { Overview } from "#server/domain/overview.ts";
import { formatCount } from "#components/ui/format.ts";
import { TabLinks } from "#components/ui/TabLinks.tsx";
import { toListAddress } from "./runListParams.ts";
import { countIn, countNeedsYou, runViews, toChosen, VIEW_KEYS, viewOf } from "./runViews.ts";
import type { RunFilters } from "./useRunFilters.ts";

/** What other filters say stays when the view changes. */
export function ViewTabs({ filters, overview }: { filters: RunFilters; overview: Overview | undefined }) {
  const { params } = filters;
  const needs = overview !== undefined && countNeedsYou(overview) > 0;
  return (
    <div className="max-card:sticky max-card:top-[52px] max-card:z-10 max-card:bg-surface max-card:[&>nav]:h-[45px]">
      <TabLinks
        label="Runs by status"
        current={viewOf(params)}
        tabs={VIEW_KEYS.map((key) => {
          const { label, choice } = runViews[key];
          const href = `/runs${toListAddress({ ...params, ...toChosen(choice), cursor: null })}`;
          const count = overview && countIn(overview, key);
          if (count === null) return { key, label, href };
          return {
            key,
            label,
            href,
            // Room for three digits, so that the tenth run moves no tab.
            count: (
              <span className={`inline-block min-w-[3ch] ${key === "needs" && needs ? "text-warning" : ""}`}>
                {count === undefined ? "" : formatCount(count)}
              </span>
            ),
          };
        })}
        onSelect={filters.showView}
      />
    </div>
  );
}
