/** The icon of an action, which turns while its answer is on its way: of the same size, so the button stays as it is. */
import type { IconType } from "#components/ui/icons.tsx";

export function ActionIcon({ icon: Icon, busy }: { icon: IconType; busy: boolean }) {
  if (!busy) return <Icon size={15} strokeWidth={1.5} aria-hidden />;
  return (
    <svg viewBox="0 0 16 16" width={15} height={15} aria-hidden className="fill-none stroke-current stroke-[1.5]">
      <circle cx="8" cy="8" r="5.75" opacity=".26" />
      <path className="turning" d="M8 2.25A5.75 5.75 0 0 1 13.75 8" strokeLinecap="round" />
    </svg>
  );
}
