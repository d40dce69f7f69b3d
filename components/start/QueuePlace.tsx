/** Why a start would wait or not: the slots, the line, the profile's own limit. */
import type { ReactNode } from "react";
import { CodeLine } from "#components/ui/CodeLine.tsx";
import { formatPlural, NONE } from "#components/ui/format.ts";
import { Check, Clock, Info } from "#components/ui/icons.tsx";
import type { Forecast } from "./queueForecast.ts";

type ProfileFacts = { name: string; limit: number | null };

export function QueuePlace({ forecast, profile }: { forecast: Forecast; profile: ProfileFacts | undefined }) {
  const { slots, line } = forecast;
  const free = slots ? slots.total - slots.used : 0;
  return (
    <ul className="grid gap-[9px] text-xs">
      <Fact tone={slots === null ? "plain" : free > 0 ? "good" : "wait"} label="Workers">
        {slots === null ? NONE : toSlotWords(slots.total, free)}
        {slots && slots.total > 0 ? <Slots {...slots} /> : null}
      </Fact>
      <Fact
        tone={line === null || (line.runs > 0 && free > 0) ? "plain" : line.runs === 0 ? "good" : "wait"}
        label="Line"
      >
        {line === null ? NONE : toLineWords(line, free)}
      </Fact>
      {profile && profile.limit !== null ? (
        <Fact tone="plain" label="Profile">
          <bdi>{profile.name}</bdi> runs at most {formatPlural(profile.limit, "turn")} at a time
        </Fact>
      ) : null}
      {slots?.total === 0 ? (
        <li className="min-w-0">
          <CodeLine command="npm run worker" label="Copy the command that starts a worker" />
        </li>
      ) : null}
    </ul>
  );
}

function toSlotWords(total: number, free: number): string {
  if (total === 0) return "none is online";
  if (free === 0) return `all ${formatPlural(total, "slot")} in use`;
  return `${free} of ${formatPlural(total, "slot")} free`;
}

function toLineWords({ runs, more }: NonNullable<Forecast["line"]>, free: number): string {
  if (runs === 0) return "no run is waiting for a slot";
  if (free > 0) return `${formatPlural(runs, "run waits", "runs wait")} for limits of their own`;
  return more ? `${runs} runs or more are waiting` : `${formatPlural(runs, "run is", "runs are")} waiting`;
}

const tones = {
  good: { Icon: Check, colour: "text-positive" },
  wait: { Icon: Clock, colour: "text-warning" },
  plain: { Icon: Info, colour: "text-ink-3" },
} as const;

function Fact({ tone, label, children }: { tone: keyof typeof tones; label: string; children: ReactNode }) {
  const { Icon, colour } = tones[tone];
  return (
    <li className="flex min-h-4 items-center gap-2">
      <Icon size={14} strokeWidth={1.5} aria-hidden className={`shrink-0 ${colour}`} />
      <span className="flex min-w-0 flex-1 items-center gap-1 text-ink-3">
        <span className="text-ink">{label}</span> {children}
      </span>
    </li>
  );
}

const DRAWN = 24; // more bars than that are no longer counted by anybody

function Slots({ used, total }: { used: number; total: number }) {
  if (total > DRAWN) return null;
  return (
    <span aria-hidden className="ml-auto inline-flex gap-0.5">
      {Array.from({ length: total }, (_, index) => (
        <i key={index} className={`h-2.5 w-[3.5px] rounded-[1px] ${index < used ? "bg-signal-mark" : "bg-active"}`} />
      ))}
    </span>
  );
}
