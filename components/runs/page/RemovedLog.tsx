/** In the place of what is gone with a run's log: when it was removed, what went, and what is here still. */
"use client";

import { daysKept } from "#server/domain/keeping.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import { Button } from "#components/ui/Button.tsx";
import { useZone } from "#components/ui/clock.tsx";
import { formatCount, formatDateTime, formatPlural } from "#components/ui/format.ts";
import type { RunTab } from "./runAddress.ts";

export function RemovedLog({ run, onTab }: { run: RunSnapshot; onTab: (tab: RunTab) => void }) {
  const zone = useZone();
  const { logRemovedAt, lastSeq } = run;
  if (logRemovedAt === null) return null;
  return (
    <div data-testid="removed-log" className="max-w-[72ch] px-4 py-6 text-pretty card:px-6">
      <p className="font-medium">
        The log of this run was removed on{" "}
        <time dateTime={logRemovedAt} className="whitespace-nowrap">
          {formatDateTime(logRemovedAt, zone)}
        </time>
        , {formatPlural(daysKept(run), "day")} after it ended.
      </p>
      <p className="mt-1.5 text-ink-2">
        {lastSeq === 2 ? "Event 1 is" : `Events 1 to ${formatCount(lastSeq - 1)} are`} gone, and with them the prompts
        and the stored output of its turns. Its turns with their times and tokens are here still, and how it ended.
      </p>
      <Button className="mt-4 max-card:h-11 touch:h-11" onClick={() => onTab("turns")}>
        Show its turns
      </Button>
    </div>
  );
}
