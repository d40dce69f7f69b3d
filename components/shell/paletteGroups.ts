/** What the palette offers, in groups: narrowed to what was typed, the best first. */
import type { ReactNode } from "react";
import { matchText, type Range } from "./matchText.ts";

export type PaletteItem = {
  id: string;
  label: string;
  /** Found by these words, too. */
  also?: string;
  icon?: ReactNode;
  /** On the right, quieter. */
  detail?: string;
  stroke?: string;
  does: { href: string } | { run: () => void };
};
export type PaletteGroup = { title: string; items: PaletteItem[] };

export type FoundItem = PaletteItem & { ranges: Range[] };
export type FoundGroup = { title: string; items: FoundItem[] };

export function findInGroups(groups: readonly PaletteGroup[], query: string): FoundGroup[] {
  return groups
    .map(({ title, items }) => ({ title, items: findItems(items, query) }))
    .filter((group) => group.items.length > 0);
}

function findItems(items: readonly PaletteItem[], query: string): FoundItem[] {
  return items
    .flatMap((item) => {
      const match = matchText(item.label, query, item.also);
      return match ? [{ item: { ...item, ranges: match.ranges }, rank: match.rank }] : [];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
