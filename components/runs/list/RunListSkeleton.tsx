/** The rows of the list before they are there: of the same size, so that nothing moves when they come. */
import { Skeleton } from "#components/ui/Skeleton.tsx";

const rows = ["w-3/4", "w-1/2", "w-2/3", "w-5/6", "w-3/5", "w-1/2", "w-2/3", "w-3/4"];

export function RunListSkeleton() {
  return (
    <div role="status" aria-label="Loading the runs">
      <div className="max-card:hidden">
        <div className="h-8 border-b border-line" />
        {rows.map((width, index) => (
          <div key={index} className="flex h-[54px] items-center gap-6 border-b border-line-faint px-6">
            <Skeleton className="size-4 shrink-0 rounded-full" />
            <span className="grid w-28 shrink-0 gap-2">
              <Skeleton className="w-20" />
              <Skeleton className="w-24" />
            </span>
            <span className="grid min-w-0 flex-1 gap-2">
              <Skeleton className={width} />
              <Skeleton className="w-1/3" />
            </span>
            <Skeleton className="w-40" />
            <Skeleton className="w-16" />
          </div>
        ))}
      </div>
      <div className="grid gap-2.5 px-4 py-2.5 card:hidden">
        {rows.slice(0, 4).map((width, index) => (
          <div key={index} className="grid h-[156px] content-between rounded-lg border border-line bg-raised p-3.5">
            <Skeleton className="w-24" />
            <Skeleton className={width} />
            <Skeleton className="w-full" />
            <Skeleton className="w-1/2" />
          </div>
        ))}
      </div>
    </div>
  );
}
