/** What of the log can be taken along: its text, its events, and the output as it was stored. */
"use client";

import { MenuButton } from "#components/shell/MenuButton.tsx";
import { Download } from "#components/ui/icons.tsx";
import type { LogFile } from "./logFiles.ts";

const files = {
  text: "Text",
  ansi: "Text with colours",
  events: "Events, NDJSON",
} as const satisfies Record<LogFile, string>;

export function DownloadButton({
  scope,
  turn,
  onSave,
  onSaveStored,
}: {
  /** The turn that is looked at; null: all. */
  scope: number | null;
  /** The turn whose stored output is offered; null: there is none yet. */
  turn: number | null;
  onSave: (file: LogFile, scope: number | null) => void;
  onSaveStored: (turn: number, stream: "stdout" | "stderr") => void;
}) {
  const scopes = scope === null ? [null] : [scope, null];
  const toItems = () => [
    ...scopes.flatMap((one, group) =>
      (["text", "ansi", "events"] as const).map((file, index) => ({
        key: `${file} ${one}`,
        separated: group > 0 && index === 0,
        label: `${files[file]}${scope === null ? "" : one === null ? " of all turns" : ` of turn ${one}`}`,
        onSelect: () => onSave(file, one),
      })),
    ),
    ...(turn === null ? [] : (["stdout", "stderr"] as const)).map((stream) => ({
      key: stream,
      separated: stream === "stdout",
      label: `Stored ${stream} of turn ${turn}`,
      note: "Also what the live feed skipped",
      onSelect: () => {
        if (turn !== null) onSaveStored(turn, stream);
      },
    })),
  ];
  return (
    <span className="relative inline-flex">
      <MenuButton
        menu="Download"
        items={toItems}
        kind="ghost"
        square
        title="Download"
        className="max-card:size-11 touch:size-11"
      >
        <Download size={16} strokeWidth={1.5} aria-hidden />
      </MenuButton>
    </span>
  );
}
