/** Who is there to work, in two lines that lead to the fleet. */
import Link from "next/link";
import type { Overview } from "#server/domain/overview.ts";
import { NONE } from "#components/ui/format.ts";

export function FleetGauge({ workers }: { workers: Overview["workers"] | null }) {
  const share = workers && workers.slots > 0 ? Math.min(1, workers.used / workers.slots) : 0;
  return (
    <Link
      href="/fleet"
      className="grid gap-2 rounded-md px-2 py-1.5 text-xs text-ink-3 hover:bg-hover max-card:px-3 max-card:py-3"
    >
      <span className="flex justify-between gap-2">
        Workers online
        <b data-testid="workers-online" className="font-medium text-ink-2">
          {workers ? `${workers.online} of ${workers.known}` : NONE}
        </b>
      </span>
      <span className="grid grid-cols-[1fr_auto] gap-x-2 gap-y-1">
        Slots in use
        <b className="font-medium text-ink-2">{workers ? `${workers.used} of ${workers.slots}` : NONE}</b>
        <svg aria-hidden viewBox="0 0 100 4" preserveAspectRatio="none" className="col-span-2 h-1 w-full rounded-full">
          <rect width="100" height="4" className="fill-active" />
          <rect width={100 * share} height="4" className="fill-ink-2" />
        </svg>
      </span>
    </Link>
  );
}
