/** The way back to the end, with how much came since somebody left it. */
import { Kbd } from "#components/ui/Kbd.tsx";
import { formatCount } from "#components/ui/format.ts";
import { ArrowDown } from "#components/ui/icons.tsx";

export function FollowPill({ fresh, onFollow }: { fresh: number; onFollow: () => void }) {
  return (
    <button
      type="button"
      onClick={onFollow}
      className="absolute bottom-4 left-1/2 z-4 inline-flex h-[30px] -translate-x-1/2 items-center gap-2 rounded-full bg-ink px-3 text-xs font-medium whitespace-nowrap text-inverse shadow-(--shadow-pop) max-card:h-11 touch:h-11"
    >
      <ArrowDown size={14} strokeWidth={1.5} aria-hidden />
      {fresh > 0 ? `${formatCount(fresh)} new` : "To the end"}
      <span aria-hidden className="inline-flex max-card:hidden">
        <Kbd bright>L</Kbd>
      </span>
    </button>
  );
}
