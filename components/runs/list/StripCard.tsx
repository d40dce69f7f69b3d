/** The run that is pointed at on the strip: what it is, what came of it, when and how long. */
import { statusLookOf } from "#components/runs/runStatusLook.ts";
import { OutcomeLabel, StatusLabel } from "#components/runs/RunLabels.tsx";
import { formatDateTime, formatDuration, type Zone } from "#components/ui/format.ts";
import { isSettled } from "#server/domain/runStatus.ts";
import type { StripMark } from "./stripMarks.ts";
import { markHeight, PLOT_BASE } from "./StripPlot.tsx";

export function StripCard({ mark: { run, x, durationMs }, mark, zone }: { mark: StripMark; zone: Zone }) {
  const settled = isSettled(run.status);
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute z-20 grid w-max max-w-[320px] gap-1 rounded-lg bg-overlay px-3 py-2.5 text-xs shadow-(--shadow-pop)"
      style={{
        left: `${x * 100}%`,
        top: PLOT_BASE - markHeight(mark) + 12,
        translate: x > 0.75 ? "calc(-100% - 10px) 0" : "10px 0",
      }}
    >
      <span className="flex items-center gap-2">
        <span className="mono text-ink-3">{run.number}</span>
        <bdi className="min-w-0 truncate text-sm font-medium">{run.name}</bdi>
      </span>
      <span className="flex items-center gap-2.5" title={statusLookOf(run.status).says}>
        <StatusLabel status={run.status} />
        {run.outcome ? <OutcomeLabel outcome={run.outcome} settled={settled} /> : null}
      </span>
      <span className="text-ink-3">
        {settled && run.settledAt ? `ended ${formatDateTime(run.settledAt, zone)}, took ` : "for "}
        {formatDuration(durationMs)}
      </span>
    </div>
  );
}
