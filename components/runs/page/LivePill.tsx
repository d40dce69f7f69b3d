/** Live, with what is missing: counted here, from what arrived, not claimed by the server. */
"use client";

import { useState } from "react";
import type { RunLog } from "#components/log/runEventStore.ts";
import { toSeqRanges } from "#components/log/receivedEvents.ts";
import { ConnectionPill, type PillState } from "#components/shell/ConnectionPill.tsx";
import { useNow, useZone } from "#components/ui/clock.tsx";
import { formatCount, formatTimeOfDay } from "#components/ui/format.ts";

const dots = { connecting: "wait", live: "live", reconnecting: "wait", ended: "off" } as const satisfies Record<
  RunLog["connection"],
  PillState
>;

const LASTING_MS = 2_000;

export function LivePill({
  snapshot,
  lastSeq,
  endedAt,
  removed,
}: {
  snapshot: RunLog;
  lastSeq: number;
  endedAt: string | null;
  /** Nothing of the log is missed: it was removed, and that is said where it stood. */
  removed: boolean;
}) {
  const { received, connection } = snapshot;
  const behind = connection === "live" || connection === "ended" ? Math.max(0, lastSeq - received.last) : 0;
  const toGo = useLasting(behind > 0) ? behind : 0;
  const away = useSince(connection === "reconnecting");
  return (
    <span
      data-testid="live-pill"
      data-connection={connection}
      data-received={received.here}
      data-missing={received.missing}
      data-last={received.last}
      data-seqs={toSeqRanges(received)}
      className="inline-grid min-w-[114px]"
    >
      <ConnectionPill
        state={toGo > 0 ? "wait" : dots[connection]}
        title={`${formatCount(received.here)} of ${formatCount(received.last)} events are here`}
        {...(away !== null && { since: away })}
      >
        {toGo > 0 ? `Catching up, ${formatCount(toGo)} to go` : <Words connection={connection} endedAt={endedAt} />}
        {removed || toGo > 0 || (connection !== "live" && received.missing === 0) ? null : (
          <span className={received.missing > 0 ? "text-warning" : "text-ink-3"}>
            {" "}
            · {formatCount(received.missing)} missing
          </span>
        )}
      </ConnectionPill>
    </span>
  );
}

function Words({ connection, endedAt }: { connection: RunLog["connection"]; endedAt: string | null }) {
  const zone = useZone();
  if (connection === "reconnecting") return "Reconnecting";
  if (connection === "live") return "Live";
  if (endedAt === null) return connection === "ended" ? "Ended" : "Connecting";
  return `Ended ${formatTimeOfDay(endedAt, zone).slice(0, 5)}`;
}

/** Since when it has been so; null = it is not. */
function useSince(so: boolean): number | null {
  const now = useNow();
  const [since, setSince] = useState<number | null>(null);
  if (so !== (since !== null)) setSince(so ? now : null);
  return since;
}

/** What a run says of itself comes a blink before its events: that is not worth a word. */
function useLasting(so: boolean): boolean {
  const since = useSince(so);
  const now = useNow();
  return since !== null && now - since >= LASTING_MS;
}
