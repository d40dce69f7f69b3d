/** How the palette looks: a field, groups of rows that arrows walk through, and the keys below them. */
"use client";

import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import type { KeyboardEvent } from "react";
import { Search } from "#components/ui/icons.tsx";
import { Kbd } from "#components/ui/Kbd.tsx";
import { useFocusBack } from "#components/ui/useFocusBack.ts";
import { useApple } from "./apple.ts";
import { KeyHint } from "./KeyHint.tsx";
import type { FoundGroup, FoundItem } from "./paletteGroups.ts";
import { PaletteNote, type RunsNote } from "./PaletteNote.tsx";
import { PaletteRow } from "./PaletteRow.tsx";

type Choose = (item: FoundItem, how: { aside: boolean }) => void;
type Runs = FoundGroup & RunsNote;

export function Palette({
  query,
  onQuery,
  runs,
  groups,
  onChoose,
  onClose,
  onKeys,
}: {
  query: string;
  onQuery: (query: string) => void;
  runs: Runs;
  groups: FoundGroup[];
  onChoose: Choose;
  onClose: () => void;
  onKeys: () => void;
}) {
  const apple = useApple();
  const shown = runs.items.length > 0 ? [runs, ...groups] : groups;
  const byId = new Map(shown.flatMap(({ items }) => items.map((item) => [item.id, item])));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const modified = apple ? event.metaKey : event.ctrlKey;
    if (!modified || event.nativeEvent.isComposing) return;
    if (event.key.toLowerCase() === "k") {
      event.preventDefault();
      onClose();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      const chosen = event.currentTarget.querySelector("[cmdk-item][aria-selected=true]")?.getAttribute("data-value");
      const item = byId.get(chosen ?? "");
      if (item) onChoose(item, { aside: true });
    }
  };

  const giveBack = useFocusBack();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim transition-opacity duration-90 starting:opacity-0" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={giveBack}
          className="fixed inset-x-0 top-0 z-50 mx-auto max-w-[600px] overflow-hidden bg-overlay shadow-(--shadow-modal) transition-[opacity,translate] duration-150 ease-out max-card:rounded-b-xl card:top-[12vh] card:rounded-xl starting:-translate-y-1 starting:opacity-0"
        >
          <Dialog.Title className="sr-only">Jump to</Dialog.Title>
          <Command
            label="A run, a command or a page"
            shouldFilter={false}
            loop
            vimBindings={false}
            onKeyDown={onKeyDown}
            className="flex max-h-[min(100dvh,460px)] flex-col outline-none max-card:max-h-[88dvh]"
          >
            <div className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-3.5 max-card:h-14 max-card:pr-1.5">
              <Search size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-ink-3" />
              <Command.Input
                value={query}
                onValueChange={onQuery}
                maxLength={200}
                placeholder="Find a run, do something, go somewhere"
                className="h-full min-w-0 flex-1 bg-transparent text-[15px] outline-none max-card:text-[16px]"
              />
              <Dialog.Close className="shrink-0 rounded-md text-ink-3 max-card:h-11 max-card:px-3 touch:h-11 touch:px-3">
                <span className="card:hidden">Close</span>
                <span className="max-card:hidden">
                  <span className="sr-only">Close</span>
                  <Kbd>esc</Kbd>
                </span>
              </Dialog.Close>
            </div>
            <Command.List label="What was found" className="scroller min-h-0 flex-1 scroll-py-2 px-1.5 pt-1 pb-2">
              {shown.map((group) => (
                <Command.Group
                  key={group.title}
                  heading={group.title}
                  className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
                >
                  {group.items.map((item) => (
                    <PaletteRow key={item.id} item={item} onChoose={(how) => onChoose(item, how)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
            <PaletteNote runs={runs} query={query} others={groups.length > 0} />
            <div className="flex h-9 shrink-0 items-center gap-4 border-t border-line bg-inset px-3.5 text-xs text-ink-3 max-card:hidden">
              <span className="inline-flex items-center gap-1">
                <Kbd>↑</Kbd>
                <Kbd>↓</Kbd> move
              </span>
              <span className="inline-flex items-center gap-1">
                <KeyHint stroke="enter" /> open
              </span>
              <span className="inline-flex items-center gap-1">
                <KeyHint stroke="mod+enter" /> in a new tab
              </span>
              <button
                type="button"
                onClick={onKeys}
                className="ml-auto inline-flex h-6 items-center gap-1 rounded-md px-1 hover:text-ink"
              >
                <KeyHint stroke="?" /> all keys
              </button>
            </div>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
