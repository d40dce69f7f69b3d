/** What concerns everybody: a store that is away, and that nobody is there to work. */
import { Banner } from "#components/ui/Banner.tsx";
import { CodeLine } from "#components/ui/CodeLine.tsx";
import { formatPlural } from "#components/ui/format.ts";
import { Database, ServerOff } from "#components/ui/icons.tsx";
import type { ShellNumbers } from "./useOverview.ts";

/** Below the page where it has a fixed height, so that nothing in it moves; above it on phones, where below is far away. */
export function ShellBanners({
  outage,
  numbers,
}: {
  outage: { title: string; text: string } | null;
  numbers: ShellNumbers;
}) {
  const alone = numbers.workers?.online === 0;
  if (!outage && !alone) return null;
  const queued = numbers.queued ?? 0;
  return (
    <div className="grid shrink-0 gap-2 border-line p-2 max-card:border-b card:order-last card:border-t">
      {outage ? (
        <Banner tone="danger" role="alert" icon={<Database size={16} strokeWidth={1.5} aria-hidden />}>
          <b>{outage.title}</b> <span className="text-ink-2">{outage.text}</span>
        </Banner>
      ) : null}
      {alone ? (
        <Banner
          tone="danger"
          role="status"
          icon={<ServerOff size={16} strokeWidth={1.5} aria-hidden />}
          actions={<CodeLine command="npm run worker" label="Copy the command that starts a worker" />}
        >
          <b>No worker is online.</b>{" "}
          <span className="text-ink-2">
            {queued > 0 ? `${formatPlural(queued, "run waits", "runs wait")} until one is.` : "Runs wait until one is."}{" "}
            Start one:
          </span>
        </Banner>
      ) : null}
    </div>
  );
}
