/** Opens the one stream of a run page and keeps it open: events into the store, the run's summary to the caller. */
"use client";

import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import type { RunFrame } from "#server/domain/frames.ts";
import type { Gap, RunSnapshot } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { keepOpen } from "#components/shell/keepOpen.ts";
import { useTRPCClient } from "#components/shell/trpc.ts";
import { createRunEventStore, oncePerPicture, type RunLog } from "./runEventStore.ts";

export function useRunEvents(
  runId: string,
  options: {
    first: { events: readonly StoredEvent[]; gaps: readonly Gap[] };
    onSummary: (run: RunSnapshot) => void;
    onEvents: (events: readonly StoredEvent[]) => void;
  },
): RunLog {
  const client = useTRPCClient();
  const [store] = useState(() => createRunEventStore(options.first, oncePerPicture));
  const takeFrame = useEffectEvent((frame: RunFrame) => {
    if (frame.kind === "summary") return options.onSummary(frame.run);
    if (frame.kind === "gap") return store.addGap(frame.gap);
    store.addEvents(frame.events);
    options.onEvents(frame.events);
  });

  useEffect(
    () =>
      keepOpen(
        (signs) =>
          client.runs.events.subscribe(
            { runId, after: store.cursor() },
            { ...signs, onData: (tracked) => takeFrame(tracked.data) },
          ),
        store.setConnection,
      ),
    [client, runId, store],
  );

  return useSyncExternalStore(store.subscribe, store.read, store.read);
}
