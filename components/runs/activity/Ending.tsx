/** How a command, a call or a test run ended, in shape, colour and words. */
import { formatDuration } from "#components/ui/format.ts";
import { Check, X } from "#components/ui/icons.tsx";
import type { CallState } from "./activityEntry.ts";

type End = { state: CallState; exitCode?: number | null; declined?: boolean; durationMs: number | null };

export function Ending({ end }: { end: End }) {
  const { state, exitCode = null, declined = false, durationMs } = end;
  if (state === "running" || state === "lost") return <span>did not end</span>;
  const isBad = state === "failed";
  const said = declined ? "declined" : exitCode !== null ? `exit ${exitCode}` : isBad ? "failed" : "done";
  const Icon = isBad ? X : Check;
  return (
    <>
      <span
        className={isBad ? "inline-flex items-center gap-1 font-medium text-danger" : "inline-flex items-center gap-1"}
      >
        <Icon size={13} strokeWidth={2} aria-hidden className={isBad ? "" : "text-positive"} />
        {said}
      </span>
      {durationMs === null ? null : <span>{formatDuration(durationMs, { fine: true })}</span>}
    </>
  );
}
