/** How many runs go on, in the colour of what is live. */
export function ActiveCount({ count }: { count: number }) {
  return (
    <span className="ml-auto inline-flex shrink-0 items-center gap-[5px] text-xs font-medium text-signal-text before:size-[5px] before:rounded-full before:bg-current">
      {count}
      <span className="sr-only"> active</span>
    </span>
  );
}
