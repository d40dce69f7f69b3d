/** The run list before its data: rows of the same size, so that nothing moves when it arrives. */
import { Skeleton } from "#components/ui/Skeleton.tsx";

const rows = ["w-3/4", "w-1/2", "w-2/3", "w-5/6", "w-3/5", "w-1/2"];

export function RunListSkeleton() {
  return (
    <div role="status" aria-label="Loading the runs" className="max-card:px-4">
      <div className="h-8 border-b border-line max-card:hidden" />
      {rows.map((width, index) => (
        <div key={index} className="flex h-[54px] items-center gap-6 border-b border-line-faint card:px-6">
          <Skeleton className="size-4 shrink-0 rounded-full" />
          <span className="grid w-28 shrink-0 gap-2">
            <Skeleton className="w-20" />
            <Skeleton className="w-24" />
          </span>
          <span className="grid min-w-0 flex-1 gap-2">
            <Skeleton className={width} />
            <Skeleton className="w-1/3" />
          </span>
          <Skeleton className="hidden w-40 card:block" />
          <Skeleton className="hidden w-16 card:block" />
        </div>
      ))}
    </div>
  );
}
