/** One row of the palette: what it is, the letters that matched, where it stands. */
"use client";

import { Command } from "cmdk";
import type { MouseEvent } from "react";
import { KeyHint } from "./KeyHint.tsx";
import { toPieces } from "./matchText.ts";
import type { FoundItem } from "./paletteGroups.ts";

export function PaletteRow({ item, onChoose }: { item: FoundItem; onChoose: (how: { aside: boolean }) => void }) {
  const openAside = (click: MouseEvent) => {
    const middle = click.type === "auxclick" && click.button === 1;
    if (!middle && !click.metaKey && !click.ctrlKey) return;
    click.stopPropagation();
    click.preventDefault();
    onChoose({ aside: true });
  };
  return (
    <Command.Item
      value={item.id}
      onSelect={() => onChoose({ aside: false })}
      onClickCapture={openAside}
      onAuxClick={openAside}
      className="group flex h-[34px] items-center gap-[9px] rounded-md px-2 data-[selected=true]:bg-active max-card:h-auto max-card:min-h-11 max-card:flex-wrap max-card:gap-y-0 max-card:py-1 touch:min-h-11"
    >
      <span className="inline-flex w-4 shrink-0 justify-center text-ink-3">{item.icon}</span>
      <bdi className="min-w-0 truncate max-card:max-w-[calc(100%-26px)]">
        {toPieces(item.label, item.ranges).map((piece, index) =>
          piece.matches ? (
            <b key={index} className="font-semibold">
              {piece.text}
            </b>
          ) : (
            piece.text
          ),
        )}
      </bdi>
      <span className="ml-auto inline-flex min-w-0 shrink-[2] items-center gap-2.5 pl-3 text-xs text-ink-3 group-data-[selected=true]:text-ink-2 max-card:ml-0 max-card:basis-full max-card:pl-[25px] max-card:empty:hidden">
        {item.detail ? <span className="truncate">{item.detail}</span> : null}
        {item.stroke ? <KeyHint stroke={item.stroke} /> : null}
      </span>
    </Command.Item>
  );
}
