/** A key as it is printed on a button or in a menu. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm px-1 font-sans text-2xs text-ink-3 inset-ring inset-ring-line touch:hidden">
      {children}
    </kbd>
  );
}
