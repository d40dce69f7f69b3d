/** What changes how the log is read: times, wrapping, download, the whole screen, and whether it follows. */
"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Button } from "#components/ui/Button.tsx";
import { ArrowDownToLine, Clock, Maximize2, Minimize2, WrapText } from "#components/ui/icons.tsx";
import { Kbd } from "#components/ui/Kbd.tsx";
import { TIMES, type LogPreferences, type Times } from "./logPreferences.ts";

const icon = { size: 16, strokeWidth: 1.5, "aria-hidden": true } as const;

const timesSaid = {
  clock: "Times: of day",
  turn: "Times: since the turn began",
  off: "Times: off",
} as const satisfies Record<Times, string>;

export const nextTimes = (times: Times): Times => TIMES[(TIMES.indexOf(times) + 1) % TIMES.length] ?? "clock";

export function LogTools({
  preferences,
  onPreference,
  full,
  onFull,
  following,
  onFollow,
  download,
}: {
  preferences: LogPreferences;
  onPreference: (change: Partial<LogPreferences>) => void;
  full: boolean;
  onFull: () => void;
  following: boolean;
  onFollow: () => void;
  download: ReactNode;
}) {
  const { times, wrap } = preferences;
  return (
    <div role="group" aria-label="How the log is read" className="ml-auto flex shrink-0 items-center gap-1">
      <Tool
        label={timesSaid[times]}
        hint="T"
        pressed={times !== "off"}
        onClick={() => onPreference({ times: nextTimes(times) })}
        className="max-card:hidden"
      >
        <Clock {...icon} />
        {times === "turn" ? <span className="absolute right-1 bottom-0.5 text-[9px] leading-none">+</span> : null}
      </Tool>
      <Tool label="Wrap long lines" pressed={wrap} onClick={() => onPreference({ wrap: !wrap })}>
        <WrapText {...icon} />
      </Tool>
      {download}
      <Tool label="Full height" pressed={full} onClick={onFull}>
        {full ? <Minimize2 {...icon} size={15} /> : <Maximize2 {...icon} size={15} />}
      </Tool>
      <span aria-hidden className="mx-1 h-4 w-px bg-line" />
      <Button
        size="sm"
        aria-pressed={following}
        title={following ? "Following the end  L" : "Follow the end  L"}
        onClick={onFollow}
        className={clsx(
          "relative max-card:h-11 max-card:w-11 touch:h-11",
          following && "bg-signal-soft text-signal-text inset-ring-signal-line [&_svg]:text-signal-text",
        )}
      >
        <ArrowDownToLine size={14} strokeWidth={1.5} aria-hidden />
        <span className="max-card:sr-only">Follow</span>
        <span aria-hidden className="max-card:hidden">
          <Kbd>L</Kbd>
        </span>
      </Button>
    </div>
  );
}

function Tool(props: {
  label: string;
  hint?: string;
  pressed: boolean;
  onClick: () => void;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Button
      kind="ghost"
      square
      aria-label={props.label}
      title={props.hint ? `${props.label}  ${props.hint}` : props.label}
      aria-pressed={props.pressed}
      onClick={props.onClick}
      className={clsx(
        "relative max-card:size-11 touch:size-11",
        props.pressed && "bg-active text-ink",
        props.className,
      )}
    >
      {props.children}
    </Button>
  );
}
