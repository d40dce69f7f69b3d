/** Opens the one stream of a run page and keeps it open: events into the store, the run's summary to the caller. */
"use client";

import { useEffect, useEffectEvent, useState, useSyncExternalStore } from "react";
import type { RunFrame } from "#server/domain/frames.ts";
import type { Gap, RunSnapshot } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { useTRPCClient } from "#components/shell/trpc.ts";
import { createRunEventStore, oncePerPicture, type LogSnapshot, type RunEventStore } from "./runEventStore.ts";

const HIDDEN_CLOSE_MS = 30_000; // a tab nobody looks at holds no stream; it catches up by its cursor
const REOPEN_MS = 2_000; // after an end that the stream did not repair by itself

export function useRunEvents(
  runId: string,
  options: {
    first: { events: readonly StoredEvent[]; gaps: readonly Gap[] };
    onSummary: (run: RunSnapshot) => void;
    onEvents: (events: readonly StoredEvent[]) => void;
  },
): LogSnapshot {
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
      keepOpen(store, (stream) =>
        client.runs.events.subscribe(
          { runId, after: store.cursor() },
          {
            onConnectionStateChange(change) {
              if (change.state === "pending") store.setConnection("live");
              else if (change.state === "connecting" && change.error) store.setConnection("reconnecting");
            },
            onData: (tracked) => takeFrame(tracked.data),
            onComplete: stream.onComplete,
            onError: stream.onBroken,
          },
        ),
      ),
    [client, runId, store],
  );

  return useSyncExternalStore(store.subscribe, store.read, store.read);
}

type Opened = { unsubscribe(): void };
type StreamEnds = { onComplete: () => void; onBroken: () => void };

/** Opens, opens again after an unrepaired end, closes while the tab is hidden for long; returns how to stop. */
function keepOpen(store: RunEventStore, open: (ends: StreamEnds) => Opened): () => void {
  let opened: Opened | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  const close = () => {
    clearTimeout(timer);
    opened?.unsubscribe();
    opened = null;
  };
  const start = () => {
    close();
    if (over) return;
    opened = open({
      onComplete() {
        over = true;
        opened = null;
        store.setConnection("ended");
      },
      onBroken() {
        opened = null;
        store.setConnection("reconnecting");
        clearTimeout(timer);
        timer = setTimeout(start, REOPEN_MS);
      },
    });
  };
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") timer = setTimeout(close, HIDDEN_CLOSE_MS);
    else if (!opened && !over) start();
  };

  start();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}
