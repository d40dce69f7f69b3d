/** Live, with what is missing: counted here, from what arrived, not claimed by the server. */
import type { LogSnapshot } from "#components/log/runEventStore.ts";
import { toSeqRanges } from "#components/log/receivedEvents.ts";
import { ConnectionPill, type PillState } from "#components/shell/ConnectionPill.tsx";
import { formatCount } from "#components/ui/format.ts";

const dots = { connecting: "wait", live: "live", reconnecting: "wait", ended: "off" } as const satisfies Record<
  LogSnapshot["connection"],
  PillState
>;
const words = { connecting: "Connecting", live: "Live", reconnecting: "Reconnecting", ended: "Ended" } as const;

export function LivePill({ snapshot, lastSeq }: { snapshot: LogSnapshot; lastSeq: number }) {
  const { received, connection } = snapshot;
  const toGo = connection === "live" ? lastSeq - received.last : 0;
  return (
    <span
      data-testid="live-pill"
      data-connection={connection}
      data-received={received.events.length}
      data-missing={received.missing}
      data-last={received.last}
      data-seqs={toSeqRanges(received)}
    >
      <ConnectionPill
        state={dots[connection]}
        title={`${formatCount(received.events.length)} of ${formatCount(received.last)} events are here`}
      >
        {toGo > 0 ? `Catching up, ${formatCount(toGo)} to go` : words[connection]}
        <span className={received.missing > 0 ? "text-warning" : "text-ink-3"}>
          {" "}
          · {formatCount(received.missing)} missing
        </span>
      </ConnectionPill>
    </span>
  );
}
