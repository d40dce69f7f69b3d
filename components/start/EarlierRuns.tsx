/** What came of the runs of this project before: how many turns and tokens one may expect. */
import Link from "next/link";
import type { RunSummary } from "#server/domain/run.ts";
import { OutcomeIcon } from "#components/runs/OutcomeIcon.tsx";
import { outcomeLookOf, statusLookOf } from "#components/runs/runStatusLook.ts";
import { StatusIcon } from "#components/runs/StatusIcon.tsx";
import { formatPlural, formatTokens } from "#components/ui/format.ts";

export function EarlierRuns({ runs }: { runs: RunSummary[] }) {
  return (
    <ul className="grid gap-2 text-xs">
      {runs.map((run) => (
        <li key={run.runId} className="flex min-w-0 items-center gap-2">
          {run.outcome ? <OutcomeIcon outcome={run.outcome} /> : <StatusIcon status={run.status} />}
          <span className="sr-only">
            {(run.outcome ? outcomeLookOf(run.outcome) : statusLookOf(run.status)).label}:{" "}
          </span>
          <Link
            href={`/runs/${run.runId}`}
            prefetch={false}
            className="min-w-0 flex-1 truncate hover:underline max-card:py-2.5 touch:py-3.5"
          >
            <bdi>{run.name}</bdi>
          </Link>
          <span className="whitespace-nowrap text-ink-3">
            {formatPlural(run.stats.turns, "turn")} · {formatTokens(run.stats.tokens)} tokens
          </span>
        </li>
      ))}
    </ul>
  );
}
