/** The views of the list with how many runs each holds. */
import type { Overview } from "#server/domain/overview.ts";
import { RUN_STATUSES, type RunStatus } from "#server/domain/runStatus.ts";
import { formatCount } from "#components/ui/format.ts";
import { TabLinks } from "#components/ui/TabLinks.tsx";
import { emptyView, runViews, toListAddress, viewOf } from "./runListParams.ts";
import type { RunFilters } from "./useRunFilters.ts";

export function countIn(overview: Overview, status: readonly RunStatus[]): number {
  return (status.length === 0 ? RUN_STATUSES : status).reduce((sum, one) => sum + overview.counts[one], 0);
}

/** What other filters say stays when the view changes. */
export function ViewTabs({ filters, overview }: { filters: RunFilters; overview: Overview | undefined }) {
  const { params } = filters;
  const needs = (overview?.counts.paused ?? 0) > 0;
  const hrefOf = (view: Pick<typeof params, "status" | "outcome">) =>
    `/runs${toListAddress({ ...params, ...view, cursor: null })}`;
  return (
    <div className="max-card:sticky max-card:top-[52px] max-card:z-10 max-card:bg-surface max-card:[&>nav]:h-[45px]">
      <TabLinks
        label="Runs by status"
        current={viewOf(params)}
        tabs={[
          ...runViews.map((view) => ({
            key: view.key,
            label: view.tab,
            href: hrefOf({ status: [...view.status], outcome: [] }),
            // Room for three digits, so that the tenth run moves no tab.
            count: (
              <span className={`inline-block min-w-[3ch] ${view.key === "paused" && needs ? "text-warning" : ""}`}>
                {overview ? formatCount(countIn(overview, view.status)) : ""}
              </span>
            ),
          })),
          {
            key: emptyView.key,
            label: emptyView.tab,
            href: hrefOf({ status: emptyView.status, outcome: emptyView.outcome }),
          },
        ]}
        onSelect={filters.showView}
      />
    </div>
  );
}
