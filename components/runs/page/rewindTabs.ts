/** Before another tab is shown: whoever has scrolled into this one is brought back to where tabs begin, and no further. */

/** `above` ends where the tabs stand by themselves; further down they stick. */
export function rewindTabs(port: HTMLElement, { above, tabs }: { above: HTMLElement; tabs: HTMLElement }): void {
  const apart = Number.parseFloat(getComputedStyle(tabs).marginTop);
  const stuckBy = tabs.getBoundingClientRect().top - apart - above.getBoundingClientRect().bottom;
  if (stuckBy < 1) return;
  // On a phone the page scrolls, not the part.
  if (getComputedStyle(port).overflowY === "visible") window.scrollBy({ top: -stuckBy, behavior: "instant" });
  else port.scrollTop -= stuckBy;
}
