/** The items of a run's menus: what else may be done with it, and the ways to pause. */
import type { RunSnapshot } from "#server/domain/run.ts";
import type { PauseMode } from "#server/domain/runStatus.ts";
import { KeyHint } from "#components/shell/KeyHint.tsx";
import { keyMap } from "#components/shell/keyMap.ts";
import type { MenuItem } from "#components/ui/Menu.tsx";
import { Hash, Link2, Pause, Pin, PinOff, RotateCcw, SquareTerminal, Waypoints, Zap } from "#components/ui/icons.tsx";
import { pinRun, type PinDoors } from "./pinRun.ts";
import type { RunCopies } from "./runCopies.ts";

const icon = { size: 15, strokeWidth: 1.5, "aria-hidden": true } as const;

export type More = PinDoors & { run: RunSnapshot; copies: RunCopies; onStartAgain: () => void };

export function moreItems({ run, copies, onStartAgain, ...doors }: More): MenuItem[] {
  const pin = () => void pinRun(run, doors);
  return [
    { key: "again", label: "Start again…", icon: <RotateCcw {...icon} />, onSelect: onStartAgain },
    run.pinned
      ? { key: "pin", label: "Unpin", icon: <PinOff {...icon} />, onSelect: pin }
      : {
          key: "pin",
          label: "Pin",
          note: run.logRemovedAt === null ? "Its log is kept, however old it gets" : "Its log was removed",
          disabled: run.logRemovedAt !== null,
          icon: <Pin {...icon} />,
          onSelect: pin,
        },
    {
      key: "id",
      separated: true,
      label: "Copy id",
      icon: <Hash {...icon} />,
      hint: <KeyHint stroke={keyMap.run.copyId.keys[0]} />,
      onSelect: copies.id,
    },
    {
      key: "link",
      label: "Copy link",
      icon: <Link2 {...icon} />,
      hint: <KeyHint stroke={keyMap.run.copyLink.keys[0]} />,
      onSelect: copies.link,
    },
    { key: "curl", label: "Copy curl", icon: <SquareTerminal {...icon} />, onSelect: copies.curl },
    ...(copies.thread
      ? [{ key: "thread", label: "Copy thread id", icon: <Waypoints {...icon} />, onSelect: copies.thread }]
      : []),
  ];
}

export function pauseItems(onPause: (mode: PauseMode) => void): MenuItem[] {
  return [
    {
      key: "after-turn",
      label: "After this turn",
      icon: <Pause {...icon} />,
      hint: <KeyHint stroke={keyMap.run.pause.keys[0]} />,
      onSelect: () => onPause("after-turn"),
    },
    {
      key: "now",
      label: "Now, interrupt the turn",
      icon: <Zap {...icon} />,
      hint: <KeyHint stroke={keyMap.run.pauseNow.keys[0]} />,
      onSelect: () => onPause("now"),
    },
  ];
}
