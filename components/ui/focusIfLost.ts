/** Whoever had the focus took itself away: keys go on from what stands next. */
export function focusIfLost(next: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) next()?.focus({ preventScroll: true });
  });
}
