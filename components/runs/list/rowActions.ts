/** What can be done from a row or a card. */
import type { MouseEvent } from "react";
import type { RunSummary } from "#server/domain/run.ts";
import type { RunAction } from "#server/domain/runStatus.ts";

export type RowActions = {
  choose: (runId: string, how: { range: boolean }) => void;
  /** A click somewhere on the row; the link in it works by itself. */
  openFromRow: (click: MouseEvent<HTMLElement>, runId: string) => void;
  control: (run: RunSummary, action: RunAction) => void;
  openElsewhere: (href: string) => void;
  copyLink: (href: string) => void;
  startAgain: (run: RunSummary) => void;
};

/** Clicks that belong to something inside, or that end a selection of text, are not the row's. */
export function isRowClick(click: MouseEvent<HTMLElement>): boolean {
  const place = click.target instanceof Element ? click.target : null;
  if (click.defaultPrevented || !place || !click.currentTarget.contains(place)) return false;
  return place.closest("a, button, label, input, [role=menu]") === null && getSelection()?.isCollapsed !== false;
}
