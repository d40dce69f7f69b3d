/** The bar above a run: where one is, whether it is live, and the way to its neighbours in the list. */
import Link from "next/link";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { RunLog } from "#components/log/runEventStore.ts";
import { toProjectAddress } from "#components/shell/projectLinks.ts";
import { TopBar } from "#components/shell/TopBar.tsx";
import { CopyButton } from "#components/ui/CopyButton.tsx";
import { LivePill } from "./LivePill.tsx";
import { NeighbourLinks, type NeighbourPlaces } from "./NeighbourLinks.tsx";
import { toListHref } from "./runAddress.ts";

export function RunTopBar({
  run,
  snapshot,
  list,
  neighbours,
}: {
  run: RunSnapshot;
  snapshot: RunLog;
  /** What the list is narrowed to. */
  list: string;
  neighbours: NeighbourPlaces;
}) {
  return (
    <TopBar
      crumbs={[{ href: toListHref(list), label: "Runs" }]}
      title={
        <span className="flex min-w-0 items-center gap-[7px]">
          <Link
            href={toProjectAddress(run.project)}
            className="min-w-0 truncate text-ink-3 -outline-offset-2 hover:text-ink max-card:hidden"
          >
            <bdi>{run.project}</bdi>
          </Link>
          <span aria-hidden className="text-ink-4 max-card:hidden">
            /
          </span>
          <span>
            <span className="text-ink-3 card:hidden">Run </span>
            <span className="font-medium">{run.number}</span>
          </span>
        </span>
      }
      beside={
        <span className="-ml-2 max-card:hidden">
          <CopyButton text={run.runId} label="Copy the run's id" />
        </span>
      }
    >
      <LivePill snapshot={snapshot} lastSeq={run.lastSeq} endedAt={run.settledAt} removed={run.logRemovedAt !== null} />
      <NeighbourLinks {...neighbours} />
    </TopBar>
  );
}
