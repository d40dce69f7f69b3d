/** The keys of a run page and what the palette offers on it: what may be done now, and nothing else. */
"use client";

import { createElement } from "react";
import type { RunSnapshot } from "#server/domain/run.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import { keyMap } from "#components/shell/keyMap.ts";
import { usePageCommands, type PageCommand } from "#components/shell/pageCommands.ts";
import { useKeys, type KeyHandlers } from "#components/shell/useKeys.ts";
import {
  Ban,
  ChevronDown,
  ChevronUp,
  Flag,
  Hash,
  Link2,
  Pause,
  Play,
  RotateCcw,
  Zap,
  type IconType,
} from "#components/ui/icons.tsx";
import type { RunCopies } from "./runCopies.ts";
import type { RunControls } from "./useRunControls.ts";

type Name = keyof typeof keyMap.run;
type Deed = { key: Name; label: string; icon: IconType; run: () => void };

export function useRunKeys(
  run: RunSnapshot,
  options: {
    controls: RunControls;
    copies: RunCopies;
    newer: string | null;
    older: string | null;
    onGo: (href: string) => void;
    onStartAgain: () => void;
  },
): void {
  const { controls, copies, newer, older, onGo } = options;
  const { may } = controls;
  const deeds: (Deed | false)[] = [
    may("resume") && { key: "resume", label: "Resume", icon: Play, run: controls.resume },
    may("pause") && {
      key: "pause",
      label: "Pause after the turn",
      icon: Pause,
      run: () => controls.pause("after-turn"),
    },
    controls.mayPauseNow && { key: "pauseNow", label: "Pause now", icon: Zap, run: () => controls.pause("now") },
    may("stop") &&
      !run.stopAfterTurn && {
        key: "stop",
        label: run.status === "paused" ? "Stop here" : "Stop after the turn",
        icon: Flag,
        run: controls.stop,
      },
    may("cancel") && { key: "cancel", label: "Cancel…", icon: Ban, run: () => controls.askCancel(true) },
    older !== null && { key: "nextRun", label: "Older run", icon: ChevronDown, run: () => onGo(older) },
    newer !== null && { key: "previousRun", label: "Newer run", icon: ChevronUp, run: () => onGo(newer) },
    { key: "copyId", label: "Copy the id", icon: Hash, run: copies.id },
    { key: "copyLink", label: "Copy the link", icon: Link2, run: copies.link },
  ];
  const possible = deeds.filter((deed) => deed !== false);
  const handlers: KeyHandlers<"run"> = {};
  for (const { key, run: act } of possible) handlers[key] = act;
  useKeys("run", handlers);

  const commands = possible.map(({ key, label, icon, run: act }): PageCommand => ({
    id: key,
    label,
    icon: createElement(icon, { size: 15, strokeWidth: 1.5, "aria-hidden": true }),
    stroke: keyMap.run[key].keys[0],
    run: act,
  }));
  const again: PageCommand = {
    id: "again",
    label: isSettled(run.status) ? "Start again…" : "Start another like it…",
    icon: createElement(RotateCcw, { size: 15, strokeWidth: 1.5, "aria-hidden": true }),
    run: options.onStartAgain,
  };
  usePageCommands(`Run ${run.number}`, [...commands, again]);
}
