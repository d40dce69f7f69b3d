/** Opens the one stream of a run page and keeps it open: events into the store, the run's summary to the caller. */
"use client";

import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import type { RunFrame } from "#server/domain/frames.ts";
import type { RunSnapshot } from "#server/domain/run.ts";
import type { StoredEvent } from "#server/domain/runEvents.ts";
import { keepOpen } from "#components/shell/keepOpen.ts";
import { useTRPCClient } from "#components/shell/trpc.ts";
import { createRunEventStore, oncePerPicture, type FirstLog, type RunLog } from "./runEventStore.ts";

const LONG_EVENTS = 4_000; // that came while somebody watched: few pages are open for so long
type Part = { after: number; limit: number };

export function useRunEvents(
  runId: string,
  options: {
    first: FirstLog;
    onSummary: (run: RunSnapshot) => void;
    onEvents: (events: readonly StoredEvent[]) => void;
  },
): RunLog {
  const client = useTRPCClient();
  const [store] = useState(() => createRunEventStore(options.first, oncePerPicture));
  const openedAt = useRef<number | null>(null);
  const forgetter = useRef<Promise<() => void> | null>(null);
  const forgetOldText = useEffectEvent(() => {
    if (openedAt.current === null || store.cursor() - openedAt.current < LONG_EVENTS) return;
    const options = {
      openedAt: openedAt.current,
      read: (part: Part) => client.runs.leanPage.query({ runId, ...part }),
    };
    forgetter.current ??= import("./forgetOldText.ts").then(({ createForgetter }) => createForgetter(store, options));
    void forgetter.current.then(
      (forget) => forget(),
      () => (forgetter.current = null), // a script that could not be fetched is asked for again
    );
  });
  const takeFrame = useEffectEvent((frame: RunFrame) => {
    if (frame.kind === "summary") {
      openedAt.current ??= frame.run.lastSeq;
      return options.onSummary(frame.run);
    }
    if (frame.kind === "gap") return store.addGap(frame.gap);
    if (frame.kind === "passage") return store.addPassages([frame.passage]);
    store.addEvents(frame.events);
    forgetOldText();
    options.onEvents(frame.events);
  });

  useEffect(
    () =>
      keepOpen(
        (signs) =>
          client.runs.events.subscribe(
            { runId, after: store.cursor(), lean: true },
            { ...signs, onData: (tracked) => takeFrame(tracked.data) },
          ),
        store.setConnection,
      ),
    [client, runId, store],
  );

  return useSyncExternalStore(store.subscribe, store.read, store.read);
}
