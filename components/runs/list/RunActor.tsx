/** Who started a run, as two letters or an icon, with the name for whoever points at it or listens. */
import type { RunSummary } from "#server/domain/run.ts";
import { CalendarClock, Cpu, KeyRound } from "#components/ui/icons.tsx";

type Actor = RunSummary["createdBy"];

const icons = { key: KeyRound, schedule: CalendarClock, system: Cpu } as const;

export function RunActor({ actor }: { actor: Actor }) {
  const Icon = actor.kind === "person" ? null : icons[actor.kind];
  return (
    <span
      title={actor.name}
      className="inline-flex size-[19px] items-center justify-center rounded-full text-[9px] font-medium text-ink-2 inset-ring inset-ring-line-strong"
    >
      {Icon ? <Icon size={11} strokeWidth={1.5} aria-hidden /> : <span aria-hidden>{initialsOf(actor.name)}</span>}
      <span className="sr-only">{actor.name}</span>
    </span>
  );
}

/** First letters of two words, else the first two letters. */
function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const [first = "?", second] = words;
  return (second ? [...first].slice(0, 1).concat([...second].slice(0, 1)) : [...first].slice(0, 2))
    .join("")
    .toUpperCase();
}
