/** Opens the command palette: a field in the sidebar, an icon where there is less room. */
import { Search } from "#components/ui/icons.tsx";
import { KeyHint } from "./KeyHint.tsx";

export function JumpButton({ onOpen, onNear }: { onOpen: () => void; onNear: () => void }) {
  return (
    <button
      type="button"
      title="Jump to…"
      aria-haspopup="dialog"
      aria-keyshortcuts="Meta+K Control+K"
      onPointerEnter={onNear}
      onFocus={onNear}
      onClick={onOpen}
      className="mb-3 flex size-9 shrink-0 items-center justify-center gap-2 rounded-md bg-raised text-ink-3 shadow-(--shadow-control) inset-ring inset-ring-line hover:text-ink side:h-[30px] side:w-full side:justify-start side:pr-1.5 side:pl-[9px] touch:size-11 touch:side:h-11 touch:side:w-full"
    >
      <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />
      <span className="max-side:sr-only">Jump to…</span>
      <span aria-hidden className="ml-auto inline-flex min-w-10 justify-end max-side:hidden">
        <KeyHint stroke="mod+k" />
      </span>
    </button>
  );
}
