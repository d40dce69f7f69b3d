/** The fleet in four numbers. */
import type { ReactNode } from "react";
import type { RunSummary, WorkerView } from "#server/domain/run.ts";
import type { Health } from "#components/shell/health.ts";
import { useNow } from "#components/ui/clock.tsx";
import { formatDuration, formatPlural, NONE } from "#components/ui/format.ts";
import { Check, X } from "#components/ui/icons.tsx";
import { countWaiting, oldestWait, toFigures } from "./fleetFigures.ts";
import { SlotMarks } from "./SlotMarks.tsx";

/** undefined: not known (yet). */
export function FleetReadings({
  workers,
  waiting,
  health,
}: {
  workers: readonly WorkerView[];
  waiting: readonly RunSummary[] | undefined;
  health: Health | undefined;
}) {
  const now = useNow();
  const { online, known, hosts, slots, used, draining } = toFigures(workers);
  const oldest = waiting ? oldestWait(waiting, now) : null;
  return (
    <ReadingStrip>
      <Reading label="Workers online" value={String(online)} more={`of ${known}`}>
        {online === 0 ? "nobody to work" : `on ${formatPlural(hosts, "host")}`}
        {draining > 0 ? <span className="text-warning">, {draining} draining</span> : null}
      </Reading>
      <Reading label="Slots in use" value={String(used)} more={`of ${slots}`}>
        <SlotMarks used={used} slots={slots} />
      </Reading>
      <Reading label="Turns waiting" value={waiting ? countWaiting(waiting) : NONE}>
        {oldest !== null ? `oldest ${formatDuration(oldest)}` : waiting ? "nothing waits" : "unknown"}
      </Reading>
      <Reading label="Redis and Postgres" value={<Stores health={health} />}>
        {health ? (health.redis && health.postgres ? "both answer" : "see the message") : "not asked yet"}
      </Reading>
    </ReadingStrip>
  );
}

function Stores({ health }: { health: Health | undefined }) {
  if (!health) return <span className="text-ink-3">{NONE}</span>;
  const away = [!health.redis && "Redis", !health.postgres && "Postgres"].filter((name) => name !== false);
  if (away.length > 0)
    return (
      <span className="inline-flex items-center gap-1.5 text-[17px] tracking-[-0.015em] text-danger">
        <X size={18} strokeWidth={1.75} aria-hidden /> {away.length === 2 ? "both away" : `${away.join("")} away`}
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1.5 text-[17px] tracking-[-0.015em]">
      <Check size={18} strokeWidth={1.75} aria-hidden className="text-positive" /> healthy
    </span>
  );
}

export function ReadingStrip({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-raised card:grid-cols-4 [&>*]:border-line max-card:[&>*:nth-child(even)]:border-l max-card:[&>*:nth-child(n+3)]:border-t card:[&>*+*]:border-l">
      {children}
    </dl>
  );
}

export function Reading({
  label,
  value,
  more,
  children,
}: {
  label: ReactNode;
  value: ReactNode;
  more?: string;
  children: ReactNode;
}) {
  return (
    <div className="grid min-w-0 content-start gap-0.5 px-4 pt-[11px] pb-3 max-card:px-3.5">
      <dt className="truncate text-xs text-ink-3">{label}</dt>
      <dd className="flex h-8 items-center gap-[5px] text-2xl font-medium tracking-[-0.03em] whitespace-nowrap">
        {value}
        {more ? (
          <small className="translate-y-[3px] text-sm font-normal tracking-[-0.005em] text-ink-3">{more}</small>
        ) : null}
      </dd>
      <dd className="flex h-4 min-w-0 items-center truncate text-xs text-ink-3">
        <span className="min-w-0 truncate">{children}</span>
      </dd>
    </div>
  );
}
