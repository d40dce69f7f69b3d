/** New runs wait here: rows that somebody reads do not move. */
import { formatPlural } from "#components/ui/format.ts";
import { ArrowUp } from "#components/ui/icons.tsx";

export function FreshButton({ fresh, loading, onFresh }: { fresh: number; loading: boolean; onFresh: () => void }) {
  if (fresh === 0) return null;
  return (
    <button
      type="button"
      onClick={onFresh}
      aria-keyshortcuts="."
      title="Show new runs (.)"
      aria-busy={loading}
      className="inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full bg-signal-soft pr-[11px] pl-2 text-xs font-medium whitespace-nowrap text-signal-text inset-ring inset-ring-signal-line max-card:h-11 max-card:px-3.5 touch:h-11 touch:px-3.5"
    >
      <ArrowUp size={14} strokeWidth={1.5} aria-hidden /> {formatPlural(fresh, "new run")}
    </button>
  );
}
