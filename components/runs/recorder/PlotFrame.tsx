/** What the plot shows beside its columns: hairlines, ways to page, and words where there is no turn. */
import { clsx } from "clsx";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";

export function Hairlines() {
  return (
    <span aria-hidden className="absolute inset-x-0 top-[26px] grid grid-rows-[repeat(5,20px)]">
      {[0, 1, 2, 3, 4].map((row) => (
        <i key={row} className="border-t border-line-faint" />
      ))}
    </span>
  );
}

export function PageButton({
  label,
  last = false,
  onClick,
  children,
}: {
  label: string;
  /** Behind the turns, not before them. */
  last?: boolean;
  onClick: () => void;
  children: string;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onClick}
      className={clsx(
        "absolute inset-y-0 w-(--page) text-ink-2 -outline-offset-2 hover:bg-hover",
        last ? "right-0 border-l border-line" : "left-0",
      )}
    >
      {children}
    </button>
  );
}

/** The frame is there before anything happens in it. */
export function NoTurn({ run, strip }: { run: RunSnapshot; strip: boolean }) {
  const says = isSettled(run.status) ? "It ended before its first turn." : "Each turn will be a column here.";
  return (
    <p
      className={clsx(
        "absolute inset-x-0 top-0 grid place-items-center px-3 text-center text-ink-3",
        strip ? "bottom-0" : "bottom-[22px]",
      )}
    >
      <span className="bg-raised px-3 py-2 text-pretty">{says}</span>
    </p>
  );
}
