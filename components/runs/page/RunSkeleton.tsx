/** The shape of a run page while its run is on the way. */
import { Skeleton } from "#components/ui/Skeleton.tsx";

export function RunSkeleton() {
  return (
    <div role="status" aria-label="Loading the run" className="grid content-start gap-3 px-4 pt-4 card:px-6">
      <div className="flex h-7 items-center gap-3">
        <Skeleton className="h-6 w-24 rounded-md" />
        <Skeleton className="h-4 w-2/5" />
      </div>
      <div className="flex h-5 items-center gap-6">
        {["w-24", "w-20", "w-44", "w-28"].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
      <div className="grid grid-rows-[60px_148px_36px] overflow-hidden rounded-lg border border-line bg-raised max-card:grid-rows-[183px_45px_42px]">
        <div className="grid grid-cols-2 gap-4 px-4 py-3 card:grid-cols-6">
          {Array.from({ length: 6 }, (_, index) => (
            <span key={index} className="grid content-start gap-2.5">
              <Skeleton className="w-10" />
              <Skeleton className="h-3.5 w-16" />
            </span>
          ))}
        </div>
        <span className="border-t border-line" />
        <span className="border-t border-line" />
      </div>
      <div className="flex h-[38px] items-center gap-5">
        {Array.from({ length: 6 }, (_, index) => (
          <Skeleton key={index} className="w-12" />
        ))}
      </div>
    </div>
  );
}
