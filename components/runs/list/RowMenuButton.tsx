/** Everything that can be done with one run of the list. */
"use client";

import type { RunSummary } from "#server/domain/run.ts";
import { allowedActions } from "#server/domain/runStatus.ts";
import { KeyHint } from "#components/shell/KeyHint.tsx";
import { keyMap } from "#components/shell/keyMap.ts";
import { MenuButton } from "#components/shell/MenuButton.tsx";
import { Ban, Ellipsis, ExternalLink, Link2, Pause, Play, RotateCcw } from "#components/ui/icons.tsx";
import type { MenuItem } from "#components/ui/Menu.tsx";
import type { RowActions } from "./rowActions.ts";

const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;

export function RowMenuButton({ run, href, actions }: { run: RunSummary; href: string; actions: RowActions }) {
  return (
    <span className="relative inline-flex">
      <MenuButton
        menu={`Actions for run ${run.number}`}
        items={() => toItems(run, href, actions)}
        kind="ghost"
        size="sm"
        square
        className="touch:size-11"
      >
        <Ellipsis size={14} strokeWidth={1.5} aria-hidden />
      </MenuButton>
    </span>
  );
}

function toItems(run: RunSummary, href: string, actions: RowActions): MenuItem[] {
  const may = allowedActions(run.status);
  const items: MenuItem[] = [
    {
      key: "tab",
      label: "Open in a new tab",
      icon: <ExternalLink {...icon} />,
      onSelect: () => actions.openElsewhere(href),
    },
    { key: "link", label: "Copy link", icon: <Link2 {...icon} />, onSelect: () => actions.copyLink(href) },
    {
      key: "again",
      label: "Start again with these values…",
      icon: <RotateCcw {...icon} />,
      onSelect: () => actions.startAgain(run),
    },
  ];
  if (may.includes("pause"))
    items.push({
      key: "pause",
      separated: true,
      label: "Pause after turn",
      icon: <Pause {...icon} />,
      hint: <KeyHint stroke={keyMap.list.pause.keys[0]} />,
      onSelect: () => actions.control(run, "pause"),
    });
  if (may.includes("resume"))
    items.push({
      key: "resume",
      separated: true,
      label: run.status === "pausing" ? "Take the pause back" : "Resume",
      icon: <Play {...icon} />,
      onSelect: () => actions.control(run, "resume"),
    });
  if (may.includes("cancel"))
    items.push({
      key: "cancel",
      separated: items.length === 3,
      tone: "danger",
      label: "Cancel…",
      icon: <Ban {...icon} />,
      hint: <KeyHint stroke={keyMap.list.cancel.keys[0]} />,
      onSelect: () => actions.control(run, "cancel"),
    });
  return items;
}
