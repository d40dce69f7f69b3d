/** The fleet before its data: the same boxes of the same size. */
import { Skeleton } from "#components/ui/Skeleton.tsx";
import { Reading, ReadingStrip } from "./FleetReadings.tsx";

const readings = ["Workers online", "Slots in use", "Turns waiting", "Redis and Postgres"];

export function FleetSkeleton() {
  return (
    <div role="status" aria-label="Loading the fleet" className="grid gap-4">
      <ReadingStrip>
        {readings.map((label) => (
          <Reading key={label} label={label} value={<Skeleton className="h-5 w-12" />}>
            <Skeleton className="h-2.5 w-24" />
          </Reading>
        ))}
      </ReadingStrip>
      <div aria-hidden className="rounded-lg border border-line bg-raised">
        <div className="h-8 max-card:hidden" />
        <div className="h-8 border-y border-line bg-inset max-card:border-t-0" />
        <div className="flex h-[60px] items-center gap-6 px-4">
          <Skeleton className="w-24" />
          <Skeleton className="h-11 flex-1" />
          <Skeleton className="w-16 max-card:hidden" />
        </div>
      </div>
    </div>
  );
}
